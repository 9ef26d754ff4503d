namespace FaceML.Training;

/// <summary>Settings of <see cref="FaceTrainerCatalog.IdentityClassifier(FaceIdentityOptions)"/>.</summary>
public sealed class FaceIdentityOptions
{
    /// <summary>The column of names that is added: text, empty for an unknown person. The default value is <c>PredictedLabel</c>.</summary>
    public string OutputColumnName { get; set; } = "PredictedLabel";

    /// <summary>
    /// The column that gets the cosine with the likeliest person, −1 to 1; NaN without a vector. The default value is <c>Score</c>.
    /// </summary>
    public string ScoreColumnName { get; set; } = "Score";

    /// <summary>
    /// The column that gets the softmax of the scaled cosines at the likeliest person: how it compares with the other known people, not
    /// with strangers. The default value is <c>Probability</c>.
    /// </summary>
    public string ProbabilityColumnName { get; set; } = "Probability";

    /// <summary>A column of vectors. The default value is <c>Embedding</c>.</summary>
    public string InputColumnName { get; set; } = "Embedding";

    /// <summary>Who is shown: a text or a key; only needed to fit. The default value is <c>Identity</c>.</summary>
    public string PersonColumnName { get; set; } = "Identity";

    /// <summary>
    /// Steps by which the cosine softmax moves the people's directions, from the templates: 0 leaves every person the mean of the person's
    /// unit vectors. The default value is 50.
    /// </summary>
    public int Steps { get; set; } = 50;

    /// <summary>The factor on the cosines under the softmax, above 0. The default value is 32.</summary>
    public float Scale { get; set; } = 32;

    /// <summary>
    /// The share of strangers who may be taken for somebody known, above 0 and below 1: sets the threshold. The default value is 0.01.
    /// </summary>
    public double MaxFalsePositiveRate { get; set; } = 0.01;

    /// <summary>A threshold on the cosine instead of a fitted one, −1 to 1. The default value is null: fitted.</summary>
    public float? Threshold { get; set; }

    /// <summary>Where random numbers come from: who is a stranger in which round. The default value is 1.</summary>
    public long Seed { get; set; } = 1;
}
