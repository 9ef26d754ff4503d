namespace FaceML;

/// <summary>What an identification pipeline says of an image.</summary>
public sealed class FaceIdentity
{
    /// <summary>The person's id; empty for an unknown face.</summary>
    public string Identity { get; set; } = "";

    /// <summary>The person's display name; empty for an unknown face.</summary>
    public string Name { get; set; } = "";

    /// <summary>The score of the most alike person; NaN where there is none, and without a usable face.</summary>
    public float Score { get; set; }

    /// <summary>The column behind <see cref="Decision"/>.</summary>
    [ColumnName("Decision")]
    public string DecisionName { get; set; } = nameof(MatchDecision.Uncertain);

    /// <summary>The column behind <see cref="Status"/>: the name of a <see cref="FaceStatus"/>.</summary>
    [ColumnName("Status")]
    public string StatusName { get; set; } = nameof(FaceStatus.Found);

    /// <summary>Match: the person of <see cref="Identity"/>; no match: no enrolled person; uncertain: nothing could be decided.</summary>
    [NoColumn]
    public MatchDecision Decision => Enum.Parse<MatchDecision>(DecisionName);

    /// <summary>What came of looking for a face.</summary>
    [NoColumn]
    public FaceStatus Status => Enum.Parse<FaceStatus>(StatusName);
}
