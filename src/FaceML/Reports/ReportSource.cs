using FaceML.Evaluation.AllPairs;

namespace FaceML.Reports;

/// <summary>What a report is made of. All but the title and the comparisons may be left out; the report then has no such part.</summary>
internal sealed record ReportSource
{
    /// <summary>The title: model and data.</summary>
    public required string Title { get; init; }

    /// <summary>What was measured, on what, by which command. The default value is empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>The comparisons.</summary>
    public required ComparisonScores Scores { get; init; }

    /// <summary>How many pairs have no score: an image shows no usable face. The default value is 0.</summary>
    public int LeftOut { get; init; }

    /// <summary>The model card, plain text; empty lines part paragraphs. The default value is null.</summary>
    public string? ModelCard { get; init; }

    /// <summary>
    /// The threshold to show, fitted on other data. The default value is null: the equal-error threshold of these comparisons is shown and
    /// said to be that.
    /// </summary>
    public ThresholdCalibration? Threshold { get; init; }

    /// <summary>The score calibration, fitted on other data. The default value is null.</summary>
    public ScoreCalibration? Calibration { get; init; }

    /// <summary>The quality of each comparison, that of the worse image. The default value is null.</summary>
    public IReadOnlyList<double>? Qualities { get; init; }

    /// <summary>Accuracy over folds. The default value is null.</summary>
    public FoldAccuracy? Folds { get; init; }

    /// <summary>Searches. The default value is null.</summary>
    public IdentificationResults? Identification { get; init; }

    /// <summary>Every comparison among the samples. The default value is null.</summary>
    public AllPairsResult? AllPairs { get; init; }

    /// <summary>Thresholds for searches in galleries. The default value is empty.</summary>
    public IReadOnlyList<ReportGallery> Galleries { get; init; } = [];

    /// <summary>The group of each first sample. The default value is null.</summary>
    public IReadOnlyList<string?>? FirstGroups { get; init; }

    /// <summary>The group of each second sample. The default value is null.</summary>
    public IReadOnlyList<string?>? SecondGroups { get; init; }

    /// <summary>The names of each comparison's two images, for the hardest errors. The default value is null.</summary>
    public IReadOnlyList<(string First, string Second)>? Images { get; init; }

    /// <summary>How many of the hardest errors of each class are shown. The default value is 6.</summary>
    public int HardestErrors { get; init; } = 6;

    /// <summary>Intervals and false match rates.</summary>
    public EvaluationOptions Options { get; init; } = new();
}
