# The smaller work over the full REST template, for gawk -b; latencies by API are counted but not printed. It reads no JSON: a quote
# ends a text, and the n-th key always stands in the same place, which holds for a log of one template that nothing else wrote to.
BEGIN { FS = "\"" }

# Counts of the keys of an object, as a JSON object. The keys keep their escapes, so that they are JSON already.
function counts(name, table, key, separator) {
  printf ",\"%s\":{", name
  for (key in table) { printf "%s\"%s\":%d", separator, key, table[key]; separator = "," }
  printf "}"
}

# The heaviest ten as an object.
function top(name, table, key, order, i, separator) {
  printf ",\"%s\":{", name
  PROCINFO["sorted_in"] = "@val_num_desc"
  for (key in table) {
    if (++i > 10) break
    printf "%s\"%s\":%d", separator, key, table[key]
    separator = ","
  }
  delete PROCINFO["sorted_in"]
  printf "}"
}

# Nearest rank over a table of how often each value came.
function percentile(table, total, percent, rank, seen, value) {
  rank = int((percent * total + 99) / 100)
  for (value = 0; value <= 100000; value++) {
    seen += table[value]
    if (seen >= rank) return value
  }
}

function percentiles(name, table, total) {
  printf ",\"%s\":[%d,%d,%d,%d,%d]", name, total, percentile(table, total, 50), percentile(table, total, 90), percentile(table, total, 95), percentile(table, total, 99)
}

NR == 1 {
  for (i = 2; i < NF; i += 4) place[$i] = i + 2
  status = place["status"]; api = place["apiId"]; stage = place["stage"]; method = place["httpMethod"]; protocol = place["protocol"]
  path = place["path"]; address = place["identitySourceIp"]; agent = place["identityUserAgent"]; message = place["errorMessage"]
  type = place["errorResponseType"]; epoch = place["requestTimeEpoch"]; latency = place["responseLatency"]
  integration = place["integrationLatency"]; length_ = place["responseLength"]
}

{
  if (index($0, "\\\"")) { gsub(/\\"/, "\001"); escaped = 1 } else escaped = 0
  total++
  if ($status != "-") { statuses[$status]++; minutes[int($epoch / 60000) " " substr($status, 1, 1)]++ }
  if ($stage != "-") stages[$stage]++
  if ($method != "-") methods[$method]++
  if ($protocol != "-") protocols[$protocol]++
  if ($address != "-") addresses[$address]++
  if ($type != "-") types[$type]++
  if ($agent != "-") { key = $agent; if (escaped) gsub(/\001/, "\\\"", key); agents[key]++ }
  if ($message != "-") { key = $message; if (escaped) gsub(/\001/, "\\\"", key); messages[key]++ }
  if ($latency != "-") {
    latencies[$latency]++; latency_total++
    by_api[$api, $latency]++
    if ($path != "-") { path_sum[$path] += $latency; path_count[$path]++ }
  }
  if ($integration != "-") { integrations[$integration]++; integration_total++ }
  if ($length_ != "-") { length_sum += $length_; length_total++ }
}

END {
  printf "{\"total\":%d,\"responseLength\":%.9f,\"distinctAddresses\":%d", total, length_sum / length_total, length(addresses)
  counts("statuses", statuses); counts("stages", stages); counts("methods", methods); counts("protocols", protocols); counts("errorResponseTypes", types)
  top("addresses", addresses); top("agents", agents); top("errorMessages", messages)
  percentiles("responseLatency", latencies, latency_total); percentiles("integrationLatency", integrations, integration_total)
  for (key in path_sum) means[key] = path_sum[key] / path_count[key]
  top("slowest", means)
  printf "}\n"
}
