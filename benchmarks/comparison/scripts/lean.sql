-- What of the smaller work the console's template and CSV lines can answer: {source} yields their columns as text, times as CLF has them.

-- @load
create table log as
select
  epoch_ms(strptime(requestTime, '%d/%b/%Y:%H:%M:%S %z')) // 60000 as minute,
  try_cast(status as usmallint) as status,
  nullif(httpMethod, '-') as method,
  nullif(protocol, '-') as protocol,
  nullif(resourcePath, '-') as path,
  nullif(ip, '-') as address,
  try_cast(responseLatency as integer) as response_latency,
  try_cast(responseLength as bigint) as response_length
from {source};

-- @total
select count(*) from log;
-- @statuses
select status::varchar, count(*) from log where status is not null group by all;
-- @minutes
select minute, status // 100, count(*) from log where status is not null group by all;
-- @response-latency
select count(response_latency), quantile_disc(response_latency, [0.5, 0.9, 0.95, 0.99]) from log;
-- @addresses
select address, count(*) from log where address is not null group by all order by 2 desc, 1 limit 10;
-- @methods
select method, count(*) from log where method is not null group by all;
-- @protocols
select protocol, count(*) from log where protocol is not null group by all;
-- @response-length
select avg(response_length) from log;
-- @slowest
select path, avg(response_latency) from log where path is not null and response_latency is not null group by all order by 2 desc, 1 limit 10;
-- @distinct-addresses
select count(distinct address) from log;
