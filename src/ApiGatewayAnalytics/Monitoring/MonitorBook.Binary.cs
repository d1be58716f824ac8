using System.Text;
using ApiGatewayAnalytics.Timeline;

namespace ApiGatewayAnalytics.Monitoring;

/// <content>
/// The binary form: rules by their identifiers, so that alerts survive when rules come and go; those of rules that are gone are dropped.
/// </content>
internal sealed partial class MonitorBook
{
    private const int LongestText = 4096;

    public void WriteTo(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(JudgedTo ?? -1);
        writer.Write7BitEncodedInt(_rules.Count);
        foreach (MonitorDefinition rule in _rules)
        {
            WriteText(writer, rule.Id);
        }

        writer.Write7BitEncodedInt(_entries.Count);
        foreach ((MonitorSubject subject, Entry entry) in _entries)
        {
            WriteText(writer, subject.Account);
            WriteText(writer, subject.Region);
            WriteText(writer, subject.ApiId);
            WriteText(writer, subject.Stage);
            WriteText(writer, subject.ApiName);
            writer.Write(entry.HasLogs);
            writer.Write7BitEncodedInt64(entry.FirstMinute);
            writer.Write7BitEncodedInt64(entry.LastMinute);
            foreach (Alert alert in entry.Alerts)
            {
                writer.Write((byte)alert.EmptyWindows);
                writer.Write(alert.IsFiring);
                if (alert.IsFiring)
                {
                    writer.Write7BitEncodedInt64(alert.Since);
                    writer.Write(alert.Value);
                    writer.Write7BitEncodedInt64(alert.Requests);
                }
            }
        }
    }

    /// <summary>Reads what was written into a book that is empty.</summary>
    /// <exception cref="InvalidDataException">What was read cannot have been written.</exception>
    /// <exception cref="EndOfStreamException">It ends early.</exception>
    public void ReadFrom(BinaryReader reader)
    {
        long judgedTo = reader.Read7BitEncodedInt64();
        JudgedTo = judgedTo < 0 ? null : Minute(judgedTo);
        int[] rules = [.. Enumerable.Range(0, Count(reader, MaxSubjects)).Select(_ => ReadText(reader)).Select(RuleOf)];
        for (int left = Count(reader, MaxSubjects); left > 0; left--)
        {
            var subject = new MonitorSubject(ReadText(reader), ReadText(reader), ReadText(reader), ReadText(reader), ReadText(reader));
            var entry = new Entry(_rules.Count)
            {
                HasLogs = reader.ReadBoolean(),
                FirstMinute = Minute(reader.Read7BitEncodedInt64()),
                LastMinute = Minute(reader.Read7BitEncodedInt64()),
            };
            foreach (int rule in rules)
            {
                Alert alert = ReadAlert(reader);
                if (rule >= 0)
                {
                    entry.Alerts[rule] = alert;
                }
            }

            _entries[subject] = entry;
        }
    }

    /// <summary>
    /// Adds what another book remembers: subjects of both, alerts of the one that judged later, of which minutes were judged.
    /// </summary>
    public void MergeFrom(MonitorBook other)
    {
        bool isLater = other.JudgedTo > (JudgedTo ?? -1);
        foreach ((MonitorSubject subject, Entry entry) in other._entries)
        {
            See(subject, entry.FirstMinute, entry.LastMinute, entry.HasLogs);
            if (isLater && _entries.TryGetValue(subject, out Entry? own))
            {
                entry.Alerts.CopyTo(own.Alerts, 0);
            }
        }

        JudgedTo = isLater ? other.JudgedTo : JudgedTo;
    }

    private static Alert ReadAlert(BinaryReader reader)
    {
        var alert = new Alert { EmptyWindows = Math.Min((int)reader.ReadByte(), EmptyWindows), IsFiring = reader.ReadBoolean() };
        if (alert.IsFiring)
        {
            alert.Since = Minute(reader.Read7BitEncodedInt64());
            alert.Value = reader.ReadDouble();
            alert.Requests = reader.Read7BitEncodedInt64();
        }

        return double.IsFinite(alert.Value) ? alert : throw new InvalidDataException("An alert fires for a value that is none.");
    }

    private int RuleOf(string? id)
    {
        for (int rule = 0; rule < _rules.Count; rule++)
        {
            if (_rules[rule].Id == id)
            {
                return rule;
            }
        }

        return -1;
    }

    private static long Minute(long minute) =>
        minute is >= 0 and <= Clock.MaxMinute ? minute : throw new InvalidDataException($"Alerts know of minute {minute}.");

    private static int Count(BinaryReader reader, int most)
    {
        int count = reader.Read7BitEncodedInt();
        return count >= 0 && count <= most ? count : throw new InvalidDataException($"Alerts of {count} are more than there can be.");
    }

    /// <summary>Absent is told apart from empty, although no record has an empty text.</summary>
    private static void WriteText(BinaryWriter writer, string? text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text ?? "");
        writer.Write7BitEncodedInt(text is null ? 0 : bytes.Length + 1);
        writer.Write(bytes);
    }

    private static string? ReadText(BinaryReader reader)
    {
        int length = Count(reader, LongestText);
        byte[] bytes = reader.ReadBytes(Math.Max(0, length - 1));
        return length == 0 ? null : bytes.Length == length - 1 ? Encoding.UTF8.GetString(bytes) : throw new EndOfStreamException();
    }
}
