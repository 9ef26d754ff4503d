using FaceML.Columns;

namespace FaceML.Augmentation;

/// <summary>Changes aligned faces at random, seeded; no image stays no image. Made by <see cref="FaceAugmentationEstimator"/>.</summary>
internal sealed class FaceAugmentationTransformer : FaceTransformer
{
    internal const string Stage = "Augment", StageKind = "augment";

    private readonly FaceAugmentationOptions options;
    private readonly AlignmentTemplate template;
    private readonly int variant;
    private readonly FaceAugmentation augmentation;

    internal FaceAugmentationTransformer(
        string output, string input, FaceAugmentationOptions options, AlignmentTemplate template, int variant)
        : base(Stage, [InputColumn.Image(input)], [new(output, FaceImageDataViewType.Instance)])
    {
        (this.options, this.template, this.variant) = (options, template, variant);
        augmentation = new FaceAugmentation(options, template);
    }

    internal override string Kind => StageKind;

    internal static FaceAugmentationTransformer Read(StageReader reader) => new(
        reader.Text("output"),
        reader.Text("input"),
        new FaceAugmentationOptions
        {
            MaskProbability = reader.Double("mask"),
            GlassesProbability = reader.Double("glasses"),
            FlipProbability = reader.Double("flip"),
            MaxRotation = reader.Single("rotation"),
            MaxZoom = reader.Single("zoom"),
            MaxShift = reader.Single("shift"),
            MaxBrightness = reader.Single("brightness"),
            MaxContrast = reader.Single("contrast"),
            MaxSaturation = reader.Single("saturation"),
            GrayProbability = reader.Double("gray"),
            BlurProbability = reader.Double("blur"),
            Blur = Range(reader, "blurDeviation"),
            DownscaleProbability = reader.Double("downscale"),
            DownscaledWidth = Range(reader, "downscaledWidth"),
            NoiseProbability = reader.Has("noise") ? reader.Double("noise") : 0,
            Noise = reader.Has("noiseDeviation") ? Range(reader, "noiseDeviation") : new FaceAugmentationOptions().Noise,
            JpegProbability = reader.Double("jpeg"),
            JpegQuality = Range(reader, "jpegQuality"),
            Seed = reader.Long("seed"),
        },
        AlignmentTemplate.Named(reader.Text("template")),
        reader.Int("variant"));

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", Outputs[0].Name);
        settings.Set("input", Inputs[0].Name);
        settings.Set("mask", options.MaskProbability);
        settings.Set("glasses", options.GlassesProbability);
        settings.Set("flip", options.FlipProbability);
        settings.Set("rotation", options.MaxRotation);
        settings.Set("zoom", options.MaxZoom);
        settings.Set("shift", options.MaxShift);
        settings.Set("brightness", options.MaxBrightness);
        settings.Set("contrast", options.MaxContrast);
        settings.Set("saturation", options.MaxSaturation);
        settings.Set("gray", options.GrayProbability);
        settings.Set("blur", options.BlurProbability);
        settings.Set("blurDeviation", [options.Blur.Low, options.Blur.High]);
        settings.Set("downscale", options.DownscaleProbability);
        settings.Set("downscaledWidth", [options.DownscaledWidth.Low, options.DownscaledWidth.High]);
        if (options.NoiseProbability > 0)
        {
            // Not in files of earlier versions, nor needed in most.
            settings.Set("noise", options.NoiseProbability);
            settings.Set("noiseDeviation", [options.Noise.Low, options.Noise.High]);
        }

        settings.Set("jpeg", options.JpegProbability);
        settings.Set("jpegQuality", [options.JpegQuality.Low, options.JpegQuality.High]);
        settings.Set("seed", options.Seed);
        settings.Set("template", template.Name);
        settings.Set("variant", variant);
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) =>
        new Work(this, ImageGetter.Of(input, inputs[0]), capacity);

    private static FaceAugmentationRange Range(StageReader reader, string name) =>
        reader.Singles(name) is [float low, float high] ? new(low, high) : throw reader.Error($"'{name}' must be two numbers");

    private sealed class Work(FaceAugmentationTransformer stage, ValueGetter<Image> getImage, int capacity) : BlockWork
    {
        private readonly Image?[] sources = new Image?[capacity];
        private readonly Image?[] results = new Image?[capacity];

        public override void Read(int slot) => getImage(ref sources[slot]!);

        public override void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                results[i] = sources[i] is { } image ? stage.augmentation.Apply(image, stage.variant) : null;
            }
        }

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.Of(results, slot);
    }
}
