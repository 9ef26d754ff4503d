namespace FaceML.Calibration;

/// <summary>The columns of scored pairs; null for those that are unknown.</summary>
/// <param name="Score">Scores (Single).</param>
/// <param name="Label">Labels (Boolean).</param>
internal sealed record ScoredPairColumns(string Score, string Label)
{
    /// <summary>The identities of the first images (text).</summary>
    public string? FirstIdentity { get; init; }

    /// <summary>The identities of the second images (text).</summary>
    public string? SecondIdentity { get; init; }

    /// <summary>Decisions (Boolean).</summary>
    public string? PredictedLabel { get; init; }

    /// <summary>Log-likelihood ratios (Single).</summary>
    public string? LogLikelihoodRatio { get; init; }

    /// <exception cref="ArgumentException">One of the two columns of identities is named without the other.</exception>
    public IReadOnlyList<InputColumn> ToInputs()
    {
        if (FirstIdentity is null != SecondIdentity is null)
        {
            throw new ArgumentException(
                $"Either both columns of identities must be named or none; the first is '{FirstIdentity}', the second '{SecondIdentity}'.");
        }

        InputColumn?[] columns =
        [
            InputColumn.Single(Score),
            InputColumn.Boolean(Label),
            FirstIdentity is null ? null : InputColumn.Text(FirstIdentity),
            SecondIdentity is null ? null : InputColumn.Text(SecondIdentity),
            PredictedLabel is null ? null : InputColumn.Boolean(PredictedLabel),
            LogLikelihoodRatio is null ? null : InputColumn.Single(LogLikelihoodRatio),
        ];
        return [.. columns.OfType<InputColumn>()];
    }
}
