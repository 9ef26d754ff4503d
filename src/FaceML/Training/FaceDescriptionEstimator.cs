namespace FaceML.Training;

/// <summary>Describes aligned faces without a network (<see cref="FaceTrainerCatalog.Describe(FaceDescriptionOptions)"/>).</summary>
/// <remarks>
/// <see cref="FaceEstimator{TTransformer}.Fit"/> reads the aligned faces once and holds them in gray; rows without an aligned face (and,
/// for Fisherfaces, without a person) are left out. It throws <see cref="Data.TrainingDataException"/> when there is nothing to learn from.
/// The same rows and settings give the same directions.
/// </remarks>
internal sealed class FaceDescriptionEstimator : FaceEstimator<FaceDescriptionTransformer>
{
    private readonly FaceDescriptionOptions options;

    internal FaceDescriptionEstimator(MLContext context, FaceDescriptionOptions options)
        : base(context, FaceDescriptionTransformer.Stage, InputsOf(options),
            [new OutputColumn(options.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, 1))])
    {
        FaceDescriber.Check(options);
        this.options = options;
    }

    private protected override FaceDescriptionTransformer FitCore(IDataView input)
    {
        FaceDescriber describer = options.Method == FaceDescriptionMethod.LocalBinaryPatterns
            ? FaceDescriber.Fit(options, null)
            : FaceDescriber.Fit(options, AlignedFaces(input).All());
        return new FaceDescriptionTransformer(options.InputColumnName, options.OutputColumnName, describer);
    }

    private LabeledVectors AlignedFaces(IDataView input)
    {
        InputColumn[] inputs = InputsOf(options);
        return LabeledVectors.Read(input, FaceDescriptionTransformer.Stage, Gray, inputs[0], inputs.ElementAtOrDefault(1));
    }

    private Func<float[]?> Gray(DataViewRow row, DataViewSchema.Column column)
    {
        ValueGetter<Image> get = ImageGetter.Of(row, column);
        Image? alignedFace = null;
        return () =>
        {
            get(ref alignedFace!);
            return alignedFace is null ? null : FaceDescriber.Gray(alignedFace, options.Side);
        };
    }

    private static InputColumn[] InputsOf(FaceDescriptionOptions options)
    {
        var alignedFace = InputColumn.Image(options.InputColumnName);
        return options.Method == FaceDescriptionMethod.Fisherfaces
            ? [alignedFace, InputColumn.Identity(options.PersonColumnName)]
            : [alignedFace];
    }
}
