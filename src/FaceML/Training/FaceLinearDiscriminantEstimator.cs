using FaceML.Training.Data;
using FaceML.Training.Heads;

namespace FaceML.Training;

/// <summary>Finds a projection of embeddings in closed form (<c>ml.Faces.Trainers.LinearDiscriminant</c>).</summary>
internal sealed class FaceLinearDiscriminantEstimator : FaceEstimator<FaceMetricHeadTransformer>
{
    private readonly FaceLinearDiscriminantOptions options;

    internal FaceLinearDiscriminantEstimator(MLContext context, FaceLinearDiscriminantOptions options)
        : base(context, Stage, InputsOf(options),
            [new(options.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, options.OutputLength ?? 1))])
    {
        Settings(options).Check();
        this.options = options;
    }

    internal const string Stage = "Trainers.LinearDiscriminant";

    private protected override FaceMetricHeadTransformer FitCore(IDataView input)
    {
        InputColumn[] inputs = InputsOf(options);
        var rows = LabeledVectors.Read(input, Stage, LabeledVectors.FromColumn, inputs[0], inputs[1]);
        LinearDiscriminantOptions settings = Settings(options);
        LinearDiscriminantResult result = LinearDiscriminant.Fit(rows.All(), settings, options.CancellationToken);
        var summary = new FaceTrainingSummary(
            rows.Count, rows.Names.Count, 0, 0, rows.LeftOut, (float)result.InitialValidation, (float)result.Validation, 0)
        {
            FalseMatchRate = settings.ValidationFalseMatchRate,
        };
        return new FaceMetricHeadTransformer(options.InputColumnName, options.OutputColumnName, result.Head, summary);
    }

    private static LinearDiscriminantOptions Settings(FaceLinearDiscriminantOptions options) =>
        new() { OutputLength = options.OutputLength, Shrinkage = options.Shrinkage };

    private static InputColumn[] InputsOf(FaceLinearDiscriminantOptions options) =>
        [InputColumn.Vector(options.InputColumnName), InputColumn.Identity(options.PersonColumnName)];
}
