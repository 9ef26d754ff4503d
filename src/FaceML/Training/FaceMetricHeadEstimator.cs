using FaceML.Training.Data;
using FaceML.Training.Heads;

namespace FaceML.Training;

/// <summary>Learns a projection of vectors (<see cref="FaceTrainerCatalog.MetricHead(FaceMetricHeadOptions)"/>).</summary>
internal sealed class FaceMetricHeadEstimator : FaceEstimator<FaceMetricHeadTransformer>
{
    private readonly FaceMetricHeadOptions options;

    internal FaceMetricHeadEstimator(MLContext context, FaceMetricHeadOptions options)
        : base(context, FaceMetricHeadTransformer.Stage, InputsOf(options), OutputsOf(options))
    {
        if (options.ValidationShare is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.ValidationShare, $"{nameof(options.ValidationShare)} must be at least 0 and below 1.");
        }

        if (options is { Start: not null, Shape: not null })
        {
            throw new ArgumentException(
                $"{nameof(options.Shape)} must be null where {nameof(options.Start)} brings the form of the head.", nameof(options));
        }

        this.options = options;
    }

    private protected override FaceMetricHeadTransformer FitCore(IDataView input)
    {
        InputColumn[] inputs = InputsOf(options);
        bool stated = options.ValidationColumnName is not null;
        var rows = LabeledVectors.Read(
            input, FaceMetricHeadTransformer.Stage, LabeledVectors.FromColumn, inputs[0], inputs[1], stated ? inputs[2] : null);
        (EmbeddingSet training, EmbeddingSet? validation) = rows.Split(options.ValidationShare, options.Training.Seed, stated);
        MetricHeadOptions settings = options.Training with
        {
            Shape = options.Start?.Shape ?? options.Shape ?? new MetricHeadShape { OutputLength = training.Length, Residual = true },
            EarlyStopping = validation is null ? null : options.Training.EarlyStopping,
        };
        MetricHeadResult result =
            new MetricHeadTrainer(settings).Train(training, validation, options.Run, options.Start, options.CancellationToken);
        var summary = new FaceTrainingSummary(
            training.Count, training.ByIdentity().Count, validation?.Count ?? 0, validation?.ByIdentity().Count ?? 0, rows.LeftOut,
            (float)result.InitialValidation, (float)result.BestValidation, result.BestEpoch)
        {
            FalseMatchRate = settings.ValidationFalseMatchRate,
        };
        return new FaceMetricHeadTransformer(options.InputColumnName, options.OutputColumnName, result.Head, summary)
        {
            Epochs = result.Epochs,
        };
    }

    private static InputColumn[] InputsOf(FaceMetricHeadOptions options)
    {
        InputColumn[] always = [InputColumn.Vector(options.InputColumnName), InputColumn.Identity(options.PersonColumnName)];
        return options.ValidationColumnName is { } validation ? [.. always, InputColumn.Boolean(validation)] : always;
    }

    // A promise says that the length is known, not what it is; that of a residual head is known when the data is.
    private static OutputColumn[] OutputsOf(FaceMetricHeadOptions options) =>
        [new(options.OutputColumnName,
            new VectorDataViewType(NumberDataViewType.Single, (options.Start?.Shape ?? options.Shape)?.OutputLength ?? 1))];
}
