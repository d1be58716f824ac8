-- The smaller work over the full REST template: {file} is the log, {path} what the slowest requests are grouped by.
-- Every statement after the first is answered under the name that stands before it. A dash is no value.

-- @load
create table log as
select
  try_cast(requestTimeEpoch as bigint) // 60000 as minute,
  try_cast(status as usmallint) as status,
  nullif(apiId, '-') as api,
  nullif(stage, '-') as stage,
  nullif(httpMethod, '-') as method,
  nullif(protocol, '-') as protocol,
  nullif({path}, '-') as path,
  nullif(identitySourceIp, '-') as address,
  nullif(identityUserAgent, '-') as agent,
  nullif(errorMessage, '-') as error_message,
  nullif(errorResponseType, '-') as error_response_type,
  try_cast(responseLatency as integer) as response_latency,
  try_cast(integrationLatency as integer) as integration_latency,
  try_cast(responseLength as bigint) as response_length
from read_json('{file}', format = 'newline_delimited', columns = {
  requestTimeEpoch: 'varchar', status: 'varchar', apiId: 'varchar', stage: 'varchar', httpMethod: 'varchar', protocol: 'varchar',
  {path}: 'varchar', identitySourceIp: 'varchar', identityUserAgent: 'varchar', errorMessage: 'varchar', errorResponseType: 'varchar',
  responseLatency: 'varchar', integrationLatency: 'varchar', responseLength: 'varchar'});

-- @total
select count(*) from log;
-- @statuses
select status::varchar, count(*) from log where status is not null group by all;
-- @minutes
select minute, status // 100, count(*) from log where status is not null group by all;
-- @response-latency
select count(response_latency), quantile_disc(response_latency, [0.5, 0.9, 0.95, 0.99]) from log;
-- @integration-latency
select count(integration_latency), quantile_disc(integration_latency, [0.5, 0.9, 0.95, 0.99]) from log;
-- @response-latency-by-api
select api, count(response_latency), quantile_disc(response_latency, [0.5, 0.9, 0.95, 0.99]) from log where response_latency is not null group by api;
-- @integration-latency-by-api
select api, count(integration_latency), quantile_disc(integration_latency, [0.5, 0.9, 0.95, 0.99]) from log where integration_latency is not null group by api;
-- @agents
select agent, count(*) from log where agent is not null group by all order by 2 desc, 1 limit 10;
-- @addresses
select address, count(*) from log where address is not null group by all order by 2 desc, 1 limit 10;
-- @error-messages
select error_message, count(*) from log where error_message is not null group by all order by 2 desc, 1 limit 10;
-- @error-response-types
select error_response_type, count(*) from log where error_response_type is not null group by all;
-- @methods
select method, count(*) from log where method is not null group by all;
-- @stages
select stage, count(*) from log where stage is not null group by all;
-- @protocols
select protocol, count(*) from log where protocol is not null group by all;
-- @response-length
select avg(response_length) from log;
-- @slowest
select path, avg(response_latency) from log where path is not null and response_latency is not null group by all order by 2 desc, 1 limit 10;
-- @distinct-addresses
select count(distinct address) from log;
