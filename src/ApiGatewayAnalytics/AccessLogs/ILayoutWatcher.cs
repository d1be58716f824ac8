namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>
/// Is told the layout of each record before it is committed. A parser that is watched learns no templates, since learned records
/// are read without looking at their layout.
/// </summary>
internal interface ILayoutWatcher
{
    /// <summary>A record of named values.</summary>
    void Saw(LayoutShape shape, JsonLayout layout);

    /// <summary>A line of a template.</summary>
    void Saw(LayoutShape shape, LineMatcher line);

    /// <summary>A line in common log format.</summary>
    void Saw(in ClfValues line);
}
