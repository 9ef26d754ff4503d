using FaceML.Training.Data;

namespace FaceML.Training;

/// <summary>
/// Learns to name known people and to reject others (<see cref="FaceTrainerCatalog.IdentityClassifier(FaceIdentityOptions)"/>).
/// </summary>
internal sealed class FaceIdentityEstimator : FaceEstimator<FaceIdentityTransformer>
{
    private readonly FaceIdentityOptions options;

    internal FaceIdentityEstimator(MLContext context, FaceIdentityOptions options)
        : base(context, FaceIdentityTransformer.Stage, InputsOf(options),
            FaceIdentityTransformer.OutputsOf(options.OutputColumnName, options.ScoreColumnName, options.ProbabilityColumnName))
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.Steps, nameof(options.Steps));
        if (!(options.Scale > 0) || !float.IsFinite(options.Scale))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Scale, $"{nameof(options.Scale)} must be a finite number above 0.");
        }

        if (options.MaxFalsePositiveRate is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.MaxFalsePositiveRate, $"{nameof(options.MaxFalsePositiveRate)} must lie between 0 and 1.");
        }

        if (options.Threshold is { } threshold && threshold is not (>= -1 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), threshold, $"{nameof(options.Threshold)} must lie from −1 to 1.");
        }

        this.options = options;
    }

    private protected override FaceIdentityTransformer FitCore(IDataView input)
    {
        InputColumn[] inputs = InputsOf(options);
        var rows = LabeledVectors.Read(input, FaceIdentityTransformer.Stage, LabeledVectors.FromColumn, inputs[0], inputs[1]);
        if (rows.Names.Count < 2)
        {
            throw new TrainingDataException(TrainingDataProblem.OneIdentity,
                $"{FaceIdentityTransformer.Stage}: all {rows.Count} rows show one person, '{rows.Names[0]}'; at least two are needed.");
        }

        EmbeddingSet set = rows.All();
        var directions = PersonDirections.Fit(set, options);
        float[] strangers = options.Threshold is null ? StrangerSearch.Scores(set, options) : [];
        float threshold = options.Threshold ?? StrangerSearch.Threshold(strangers, options.MaxFalsePositiveRate);
        return new FaceIdentityTransformer(options, rows.Names, directions, threshold, rows.Count, strangers.Length);
    }

    private static InputColumn[] InputsOf(FaceIdentityOptions options) =>
        [InputColumn.Vector(options.InputColumnName), InputColumn.Identity(options.PersonColumnName)];
}
