-- What panels of the catalog show, computed once to check them by; the table is that of full.sql with more columns.

-- @load
create table log as
select
  requestId as id,
  try_cast(requestTimeEpoch as bigint) // 3600000 as hour,
  try_cast(requestTimeEpoch as bigint) as time,
  try_cast(status as usmallint) as status,
  nullif(integrationStatus, '-') as integration_status,
  nullif(apiId, '-') as api,
  nullif(domainName, '-') as domain,
  nullif(stage, '-') as stage,
  nullif(httpMethod, '-') as method,
  nullif(protocol, '-') as protocol,
  nullif(path, '-') as path,
  nullif(identitySourceIp, '-') as address,
  nullif(identityUserAgent, '-') as agent,
  nullif(errorMessage, '-') as error_message,
  nullif(errorResponseType, '-') as error_response_type,
  try_cast(responseLatency as integer) as response_latency,
  try_cast(integrationLatency as integer) as integration_latency,
  try_cast(wafLatency as integer) as waf_latency,
  try_cast(responseLength as bigint) as response_length
from read_json('{file}', format = 'newline_delimited', columns = {
  requestId: 'varchar', requestTimeEpoch: 'varchar', status: 'varchar', integrationStatus: 'varchar', apiId: 'varchar', domainName: 'varchar',
  stage: 'varchar', httpMethod: 'varchar', protocol: 'varchar', path: 'varchar', identitySourceIp: 'varchar', identityUserAgent: 'varchar',
  errorMessage: 'varchar', errorResponseType: 'varchar', responseLatency: 'varchar', integrationLatency: 'varchar', wafLatency: 'varchar',
  responseLength: 'varchar'});

-- @total-requests
select count(*) from log;
-- @avg-response-size
select avg(response_length) from log;
-- @avg-response-time
select avg(response_latency) from log;
-- @top-10-client-ips
select address, count(*) from log where address is not null group by all order by 2 desc, 1 limit 10;
-- @top-10-user-agents
select agent, count(*) from log where agent is not null group by all order by 2 desc, 1 limit 10;
-- @request-status-code
select status::varchar, count(*) from log where status is not null group by all order by 2 desc, 1;
-- @distribution-by-protocol
select protocol, count(*) from log where protocol is not null group by all order by 2 desc, 1;
-- @distribution-by-method
select method, count(*) from log where method is not null group by all order by 2 desc, 1;
-- @distribution-of-stage
select stage, count(*) from log where stage is not null group by all order by 2 desc, 1;
-- @request-trend-by-status-code
select status::varchar, hour, count(*) from log where status is not null group by all;
-- @integration-status-code-trend
select integration_status, hour, count(*) from log where integration_status is not null group by all;
-- @request-trend-by-stage
select stage, hour, count(*) from log where stage is not null group by all;
-- @request-trend-by-method
select method, hour, count(*) from log where method is not null group by all;
-- @request-trend-by-protocol
select protocol, hour, count(*) from log where protocol is not null group by all;
-- @top-10-slowest-requests
select id, api, domain, stage, path, response_latency from log where response_latency is not null order by response_latency desc, id limit 10;
-- @top-10-apis-by-response-size
select id, api, domain, stage, path, response_length from log where response_length is not null order by response_length desc, id limit 10;
-- @response-latency
select api, avg(response_latency) from log where response_latency is not null group by all;
-- @average-integration-latency
select api, avg(integration_latency) from log where integration_latency is not null group by all;
-- @waf-latency
select api, avg(waf_latency) from log where waf_latency is not null group by all;
-- @percentile-response-latency
select api, domain, stage, path, count(*), quantile_disc(response_latency, [0.5, 0.95, 0.99]) from log
where response_latency is not null group by api, domain, stage, path order by 5 desc, 1, 2, 3, 4 limit 1000;
-- @percentile-integration-latency
select api, domain, stage, path, count(*), quantile_disc(integration_latency, [0.5, 0.95, 0.99]) from log
where integration_latency is not null group by api, domain, stage, path order by 5 desc, 1, 2, 3, 4 limit 1000;
-- @failed-requests
select count(*) from log where status not between 200 and 299;
-- @top-10-failed-apis
select api, count(*) from log where status not between 200 and 299 group by all order by 2 desc, 1 limit 10;
-- @top-10-client-ips-by-errors
select address, count(*) from log where status not between 200 and 299 and address is not null group by all order by 2 desc, 1 limit 10;
-- @top-10-error-messages
select error_message, count(*) from log where status not between 200 and 299 and error_message is not null group by all order by 2 desc, 1 limit 10;
-- @distribution-by-error-response-type
select error_response_type, count(*) from log where error_response_type is not null group by all order by 2 desc, 1;
-- @distribution-by-api-status
select status::varchar, count(*) from log where status not between 200 and 299 group by all order by 2 desc, 1;
