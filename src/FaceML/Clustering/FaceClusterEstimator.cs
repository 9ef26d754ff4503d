using FaceML.Training;

namespace FaceML.Clustering;

/// <summary>Groups unlabeled faces by whom they show (<see cref="FaceCatalog.Cluster(FaceClusterOptions)"/>).</summary>
internal sealed class FaceClusterEstimator : FaceEstimator<FaceClusterTransformer>
{
    private readonly FaceClusterOptions options;

    internal FaceClusterEstimator(MLContext context, FaceClusterOptions options)
        : base(context, FaceClusterTransformer.Stage, [FaceClusterTransformer.InputOf(options)],
            FaceClusterTransformer.OutputsOf(options.OutputColumnName, options.ScoreColumnName))
    {
        Require(options.Threshold is >= -1 and <= 1, nameof(options.Threshold), options.Threshold, "−1 to 1");
        Require(options.MinimumScore is >= -1 and <= 1, nameof(options.MinimumScore), options.MinimumScore, "−1 to 1");
        Require(options.MinimumSize >= 1, nameof(options.MinimumSize), options.MinimumSize, "at least 1");
        Require(options.MinimumPoints >= 1, nameof(options.MinimumPoints), options.MinimumPoints, "at least 1");
        Require(Enum.IsDefined(options.Method), nameof(options.Method), options.Method,
            string.Join(", ", Enum.GetNames<FaceClusterMethod>()));
        this.options = options;
    }

    private protected override FaceClusterTransformer FitCore(IDataView input)
    {
        var rows = LabeledVectors.Read(
            input, FaceClusterTransformer.Stage, LabeledVectors.FromColumn, FaceClusterTransformer.InputOf(options), person: null);
        return new FaceClusterTransformer(options.InputColumnName, options.OutputColumnName, options.ScoreColumnName, options.Threshold,
            FaceClusters.Find(rows.All(), options));
    }

    private static void Require(bool holds, string name, object value, string wanted)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{nameof(FaceClusterOptions)}.{name} must be {wanted}.");
        }
    }
}
