namespace ApiGatewayAnalytics.AccessLogs;

/// <summary>How the records of a layout are written. JSON spells it in kebab-case.</summary>
public enum LayoutShape
{
    /// <summary>JSON objects.</summary>
    Json,

    /// <summary>Lines in common log format.</summary>
    Clf,

    /// <summary>The console's comma-separated lines.</summary>
    Csv,

    /// <summary>The console's XML.</summary>
    Xml,

    /// <summary><c>key: value</c> text.</summary>
    Pairs,

    /// <summary>Lines of the template that the host gave.</summary>
    Template,
}
