namespace FaceML.Verification;

/// <summary>The threshold that is fitted anew for a saved pipeline.</summary>
public sealed record PipelineCalibrationOptions
{
    /// <summary>The false match rate to promise, between 0 and 1. The default value is 0.001.</summary>
    public double MaxFalseMatchRate { get; init; } = 1e-3;

    /// <summary>The one-sided confidence of the promise, from 0.5 to 1. The default value is 0.95.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The probability, before a comparison, that both images show one person. The default value is 0.5.</summary>
    public double MatedPrior { get; init; } = 0.5;

    /// <summary>Which people and images the pairs show: the promise names them.</summary>
    public required string Population { get; init; }

    /// <summary>What the saved file says of the pairs. The default value is null: <see cref="Population"/>.</summary>
    public string? FittedOn { get; init; }
}
