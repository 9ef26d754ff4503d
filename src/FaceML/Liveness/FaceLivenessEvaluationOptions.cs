namespace FaceML.Liveness;

/// <summary>Settings of <see cref="FaceCatalog.EvaluateLiveness(Microsoft.ML.IDataView, FaceLivenessEvaluationOptions)"/>.</summary>
public sealed class FaceLivenessEvaluationOptions
{
    /// <summary>
    /// A Boolean column, true where an image shows a live face (a bona fide presentation), false for an attack. The default value is
    /// <c>Label</c>.
    /// </summary>
    public string LabelColumnName { get; set; } = "Label";

    /// <summary>
    /// A column of scores (Single), higher is more likely live; NaN where there is no face. The default value is <c>Liveness</c>.
    /// </summary>
    public string ScoreColumnName { get; set; } = "Liveness";

    /// <summary>A Boolean column of decisions, true for live. The default value is null: nothing was decided.</summary>
    public string? DecisionColumnName { get; set; }

    /// <summary>
    /// A text column with the species of each attack, such as <c>print</c> or <c>phone</c>; what it holds for live images does not count.
    /// The default value is null: all attacks are one species, named <c>attack</c>.
    /// </summary>
    public string? SpeciesColumnName { get; set; }

    /// <summary>
    /// Who is shown: a text or a key. With it, intervals respect that images of one person resemble each other. The default value is null:
    /// every image is taken to show a person of its own.
    /// </summary>
    public string? PersonColumnName { get; set; }

    /// <summary>
    /// The APCERs at which the BPCER is measured. The default values are 0.05 and 0.01 (ISO/IEC 30107-3: BPCER20 and BPCER100).
    /// </summary>
    public IReadOnlyList<double> AttackErrorRates { get; set; } = [0.05, 0.01];

    /// <summary>The confidence of two-sided intervals. The default value is 0.95.</summary>
    public double Confidence { get; set; } = 0.95;

    /// <summary>Bootstrap replicates, at least 20. The default value is 1,000.</summary>
    public int Replicates { get; set; } = 1000;

    /// <summary>The seed of the bootstrap; one seed, one result. The default value is 1.</summary>
    public int Seed { get; set; } = 1;

    internal void Validate()
    {
        new EvaluationOptions { Confidence = Confidence, Replicates = Replicates, Seed = Seed }.Validate();
        if (AttackErrorRates.FirstOrDefault(rate => !(rate > 0 && rate < 1), 0.5) is var wrong and not 0.5)
        {
            throw new ArgumentOutOfRangeException(nameof(AttackErrorRates), wrong, "The APCERs must lie between 0 and 1, both excluded.");
        }
    }
}
