using FaceML.Evaluation.Protocols;
using FaceML.Training;
using FaceML.Training.Data;

namespace FaceML.Liveness;

/// <summary>
/// Learns to tell live faces from attacks on labeled images (<see cref="FaceTrainerCatalog.Liveness(FaceLivenessHeadOptions)"/>).
/// </summary>
internal sealed class FaceLivenessHeadEstimator : FaceEstimator<FaceLivenessHeadTransformer>
{
    private const double MeasuredApcer = 0.05;
    private const int BlockSize = 16;

    private readonly FaceLivenessHeadOptions options;
    private readonly NetworkContent network;

    internal FaceLivenessHeadEstimator(MLContext context, FaceLivenessHeadOptions options)
        : base(context, FaceLivenessHeadTransformer.Stage, InputsOf(options),
            FaceLivenessHeadTransformer.OutputsOf(options.OutputColumnName, options.DecisionColumnName))
    {
        options.Validate();
        this.options = options;
        network = NetworkContent.FromCatalog(options.Catalog, options.Network);
    }

    private protected override FaceLivenessHeadTransformer FitCore(IDataView input)
    {
        (LivenessSamples samples, string[] species, string[] people, int leftOut) = Describe(input);
        (int[] learn, int[] hold) = Split(samples, people);
        LivenessSamples training = samples.Take(learn), held = samples.Take(hold);
        LivenessHeadTrainer.Result result = LivenessHeadTrainer.Train(training, options.Features, options.Seed, options.CancellationToken);
        (float threshold, FaceLivenessPromise[] promises) = options.MaxApcer is { } apcer
            ? LivenessThreshold.Promise([.. held.Faces.Select(result.Head.Probability)], held, species, apcer, options.Bound)
            : (LivenessThreshold.Measured(result.OutOfFold, training, MeasuredApcer), []);
        var summary = new FaceLivenessHeadSummary(
            training.Live.Count(live => live), training.Live.Count(live => !live), training.People.Distinct().Count(),
            held.People.Distinct().Count(), leftOut,
            result.Head.Features, result.Ridge, result.Folds, LivenessThreshold.EqualErrorRate(result.OutOfFold, training));
        return new FaceLivenessHeadTransformer(options, network, result.Head, threshold, promises, summary);
    }

    private (int[] Learn, int[] Hold) Split(LivenessSamples samples, string[] people)
    {
        if (options.MaxApcer is null || people.Length < 2)
        {
            return ([.. Enumerable.Range(0, samples.Count)], []);
        }

        return IdentitySplit.Split([.. samples.People.Select(person => people[person])], options.CalibrationShare, options.Seed);
    }

    private (LivenessSamples Samples, string[] Species, string[] People, int LeftOut) Describe(IDataView input)
    {
        InputColumn[] inputs = InputsOf(options);
        DataViewSchema.Column[] columns = [.. inputs.Select(column => column.Find(input.Schema, FaceLivenessHeadTransformer.Stage))];
        using DataViewRowCursor cursor = input.GetRowCursor(columns);
        using OnnxNetwork opened = network.Open(options.Run);
        var reader = new LivenessSampleReader(
            new LivenessDescriber(new FaceLivenessDetector(opened)),
            options.Features,
            new SelectedFaces(cursor, columns[0], columns[1], options.Selection, BlockSize),
            cursor.GetGetter<bool>(columns[2]),
            LabeledVectors.PersonGetter(cursor, columns[3]),
            options.SpeciesColumnName is null ? null : cursor.GetGetter<ReadOnlyMemory<char>>(columns[4]));
        while (cursor.MoveNext())
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            reader.Read(cursor.Position);
        }

        return reader.Finish();
    }

    private static InputColumn[] InputsOf(FaceLivenessHeadOptions options)
    {
        InputColumn[] always =
        [
            InputColumn.Faces(options.FacesColumnName), InputColumn.Image(options.ImageColumnName),
            InputColumn.Boolean(options.LabelColumnName), InputColumn.Identity(options.PersonColumnName),
        ];
        return options.SpeciesColumnName is { } species ? [.. always, InputColumn.Text(species)] : always;
    }
}
