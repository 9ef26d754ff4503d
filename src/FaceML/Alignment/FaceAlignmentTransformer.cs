using FaceML.Columns;

namespace FaceML.Alignment;

/// <summary>
/// Cuts one aligned face out of each image. Where there is none, or several and only one is allowed, the aligned face is null and the
/// status says why. Made by <see cref="FaceAlignmentEstimator"/>.
/// </summary>
internal sealed class FaceAlignmentTransformer : FaceTransformer
{
    internal const string Stage = "Align", StageKind = "align";

    private static readonly string[] StatusNames = Enum.GetNames<FaceStatus>();

    private readonly FaceAlignmentOptions options;
    private readonly FaceAligner aligner;

    internal FaceAlignmentTransformer(FaceAlignmentOptions options)
        : base(Stage, InputsOf(options), OutputsOf(options))
    {
        this.options = options;
        aligner = new FaceAligner(TemplateOf(options));
        if (!Enum.IsDefined(options.Selection))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Selection, $"Known selections are {string.Join(", ", Enum.GetNames<FaceSelection>())}.");
        }
    }

    /// <summary>Which face of an image is cut out.</summary>
    public FaceSelection Selection => options.Selection;

    internal override string Kind => StageKind;

    internal static InputColumn[] InputsOf(FaceAlignmentOptions options) =>
        [InputColumn.Faces(options.FacesColumnName), InputColumn.Image(options.ImageColumnName)];

    internal static OutputColumn[] OutputsOf(FaceAlignmentOptions options)
    {
        AlignmentTemplate template = TemplateOf(options);
        var alignedFace = OutputColumn.Image(options.OutputColumnName, options.OutputKind, (template.Width, template.Height));
        return options.StatusColumnName is { } status ? [alignedFace, new(status, TextDataViewType.Instance)] : [alignedFace];
    }

    internal static FaceAlignmentTransformer Read(StageReader reader) => new(new FaceAlignmentOptions
    {
        OutputColumnName = reader.Text("output"),
        FacesColumnName = reader.Text("faces"),
        ImageColumnName = reader.Text("image"),
        StatusColumnName = reader.TextOrNull("status"),
        Selection = reader.Choice<FaceSelection>("selection"),
        Template = reader.Text("template"),
        Width = reader.Int("width"),
        Height = reader.Int("height"),
        OutputKind = reader.Choice<ImageColumnKind>("outputKind"),
    });

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", options.OutputColumnName);
        settings.Set("faces", options.FacesColumnName);
        settings.Set("image", options.ImageColumnName);
        settings.Set("status", options.StatusColumnName);
        settings.Set("selection", options.Selection);
        settings.Set("template", aligner.Template.Name);
        settings.Set("width", aligner.Template.Width);
        settings.Set("height", aligner.Template.Height);
        settings.Set("outputKind", options.OutputKind);
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, input.GetGetter<DetectedFaces>(inputs[0]), ImageGetter.Of(input, inputs[1]), capacity);

    private static AlignmentTemplate TemplateOf(FaceAlignmentOptions options)
    {
        AlignmentTemplate template = AlignmentTemplate.Named(options.Template);
        return template.ForSize(options.Width ?? template.Width, options.Height ?? template.Height);
    }

    private FaceStatus Align(DetectedFaces? faces, Image? image, out Image? alignedFace)
    {
        alignedFace = null;
        if (faces is null || image is null || !faces.HasImage)
        {
            return FaceStatus.NoImage;
        }

        FaceStatus status = FaceRecognizer.Select(faces, image, options.Selection, out DetectedFace face);
        return status != FaceStatus.Found ? status
            : face.Points is { } points && aligner.TryAlign(image, points, out alignedFace) ? FaceStatus.Found
            : FaceStatus.NotAligned;
    }

    private sealed class Work(
        FaceAlignmentTransformer stage, ValueGetter<DetectedFaces> getFaces, ValueGetter<Image> getImage, int capacity) : BlockWork
    {
        private readonly DetectedFaces?[] faces = new DetectedFaces?[capacity];
        private readonly Image?[] images = new Image?[capacity];
        private readonly Image?[] alignedFaces = new Image?[capacity];
        private readonly string[] statuses = new string[capacity];

        public override void Read(int slot)
        {
            getFaces(ref faces[slot]!);
            getImage(ref images[slot]!);
        }

        public override void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                statuses[i] = StatusNames[(int)stage.Align(faces[i], images[i], out alignedFaces[i])];
            }
        }

        public override Delegate CreateGetter(int output, Slot slot) => output == 0
            ? SlotGetter.OfImage(alignedFaces, slot, stage.options.OutputKind)
            : SlotGetter.OfText(statuses, slot);
    }
}
