namespace ApiGatewayAnalytics.Enrichment;

/// <summary>What was learned of an API: of each part what was said last. Which part was learned first makes no difference.</summary>
internal readonly record struct LearnedApi(LearnedText Name, LearnedText AccountId, LearnedText Region)
{
    public LearnedApi With(LearnedApi other) =>
        new(Name.Newer(other.Name), AccountId.Newer(other.AccountId), Region.Newer(other.Region));

    public ApiDescription Describe(string apiId) => new(apiId, Name.Text ?? apiId, AccountId.Text, Region.Text);
}
