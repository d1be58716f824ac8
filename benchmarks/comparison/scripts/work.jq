# A few counts of the smaller work: jq -n, so that records are folded one by one.
def add(key): if key == null or key == "-" or key == "" then . else .[key] += 1 end;
def heaviest: to_entries | sort_by(-.value, .key) | .[:10] | from_entries;

reduce inputs as $record ({total: 0, statuses: {}, addresses: {}, agents: {}, methods: {}};
  .total += 1
  | .statuses |= add($record.status)
  | .addresses |= add($record.identitySourceIp)
  | .agents |= add($record.identityUserAgent)
  | .methods |= add($record.httpMethod))
| .addresses |= heaviest
| .agents |= heaviest
