namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>The members of one record, in a list that is reused from record to record.</summary>
internal sealed class MemberList
{
    private const int Kept = 1024;

    private JsonMember[] _members = new JsonMember[64];

    public int Count { get; private set; }

    public ref readonly JsonMember this[int index] => ref _members[index];

    public void Add(in JsonMember member)
    {
        if (Count == _members.Length)
        {
            Array.Resize(ref _members, Count * 2);
        }

        _members[Count++] = member;
    }

    public void Clear()
    {
        Count = 0;
        if (_members.Length > Kept)
        {
            _members = new JsonMember[Kept];
        }
    }
}
