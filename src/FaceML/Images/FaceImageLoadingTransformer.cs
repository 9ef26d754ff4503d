using FaceML.Columns;

namespace FaceML.Images;

/// <summary>Reads images from paths or encoded bytes. Made by <see cref="FaceImageLoadingEstimator"/>.</summary>
internal sealed class FaceImageLoadingTransformer : FaceTransformer
{
    internal const string Stage = "LoadImages", StageKind = "loadImages";

    private readonly string input;
    private readonly string? folder;
    private readonly ImageDecodeOptions decoding;
    private readonly bool skipUnreadable;
    private readonly ImageColumnKind kind;

    internal FaceImageLoadingTransformer(FaceImageLoadingOptions options)
        : base(Stage, InputsOf(options), OutputsOf(options))
    {
        input = options.InputColumnName ?? options.OutputColumnName;
        folder = options.Folder;
        decoding = options.Decoding;
        skipUnreadable = options.SkipUnreadable;
        kind = options.OutputKind;
        CheckLimits(decoding);
    }

    internal override string Kind => StageKind;

    /// <summary>A few images at once, so that decoding uses the cores; few, because images are large.</summary>
    internal override int BlockSize => 8;

    internal static InputColumn[] InputsOf(FaceImageLoadingOptions options) =>
        [InputColumn.ImageSource(options.InputColumnName ?? options.OutputColumnName)];

    internal static OutputColumn[] OutputsOf(FaceImageLoadingOptions options) =>
        [OutputColumn.Image(options.OutputColumnName, options.OutputKind)];

    internal static FaceImageLoadingTransformer Read(StageReader reader) => new(new FaceImageLoadingOptions
    {
        OutputColumnName = reader.Text("output"),
        InputColumnName = reader.Text("input"),
        SkipUnreadable = reader.Bool("skipUnreadable"),
        OutputKind = reader.Choice<ImageColumnKind>("outputKind"),
        Decoding = new ImageDecodeOptions
        {
            MaximumPixels = reader.Long("maximumPixels"),
            MaximumBytes = reader.Long("maximumBytes"),
            Frame = reader.Int("frame"),
            TolerateTruncation = reader.Bool("tolerateTruncation"),
            MinimumSide = reader.Int("minimumSide"),
            MaximumSide = reader.Int("maximumSide"),
            Background = reader.Longs("background") is [>= 0 and <= 255, >= 0 and <= 255, >= 0 and <= 255] and var rgb
                ? new Rgb((byte)rgb[0], (byte)rgb[1], (byte)rgb[2])
                : throw reader.Error("'background' must be three numbers from 0 to 255"),
        },
    });

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", Outputs[0].Name);
        settings.Set("input", input);
        settings.Set("skipUnreadable", skipUnreadable);
        settings.Set("outputKind", kind);
        settings.Set("maximumPixels", decoding.MaximumPixels);
        settings.Set("maximumBytes", decoding.MaximumBytes);
        settings.Set("frame", decoding.Frame);
        settings.Set("tolerateTruncation", decoding.TolerateTruncation);
        settings.Set("minimumSide", decoding.MinimumSide);
        settings.Set("maximumSide", decoding.MaximumSide);
        settings.Set("background", [decoding.Background.Red, decoding.Background.Green, (long)decoding.Background.Blue]);
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) => inputs[0].Type switch
    {
        TextDataViewType => new PathWork(this, input.GetGetter<ReadOnlyMemory<char>>(inputs[0]), capacity),
        VectorDataViewType => new BytesWork(this, input.GetGetter<VBuffer<byte>>(inputs[0]), capacity),
        _ => new ImageWork(this, ImageGetter.Of(input, inputs[0], decoding.Background), capacity),
    };

    // The decoder checks its options on first use; a pipeline should say so when it is made.
    private static void CheckLimits(ImageDecodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumPixels, 1, nameof(options.MaximumPixels));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaximumBytes, 1, nameof(options.MaximumBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(options.Frame, nameof(options.Frame));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MinimumSide, nameof(options.MinimumSide));
        ArgumentOutOfRangeException.ThrowIfNegative(options.MaximumSide, nameof(options.MaximumSide));
    }

    private Image? Decode(Func<Image> decode)
    {
        try
        {
            return decode();
        }
        catch (Exception e) when (skipUnreadable && e is ImageFormatException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private abstract class DecodingWork(FaceImageLoadingTransformer stage, int capacity) : BlockWork
    {
        private readonly Image?[] images = new Image?[capacity];

        protected FaceImageLoadingTransformer Stage { get; } = stage;

        public override void Run(int count) => ParallelBlocks.Run(count, (from, to) =>
        {
            for (int i = from; i < to; i++)
            {
                images[i] = Decode(i);
            }
        });

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.OfImage(images, slot, Stage.kind);

        protected abstract Image? Decode(int slot);
    }

    private sealed class PathWork(FaceImageLoadingTransformer stage, ValueGetter<ReadOnlyMemory<char>> getPath, int capacity)
        : DecodingWork(stage, capacity)
    {
        private readonly ReadOnlyMemory<char>[] paths = new ReadOnlyMemory<char>[capacity];

        public override void Read(int slot) => getPath(ref paths[slot]);

        protected override Image? Decode(int slot)
        {
            string path = Path.Combine(Stage.folder ?? "", paths[slot].ToString());
            return Stage.Decode(() => Image.Load(path, Stage.decoding));
        }
    }

    private sealed class BytesWork(FaceImageLoadingTransformer stage, ValueGetter<VBuffer<byte>> getBytes, int capacity)
        : DecodingWork(stage, capacity)
    {
        private readonly VBuffer<byte>[] files = new VBuffer<byte>[capacity];

        public override void Read(int slot) => getBytes(ref files[slot]);

        protected override Image? Decode(int slot)
        {
            // A zip of pixels may well be stored sparse by whoever made the column.
            byte[]? dense = files[slot].IsDense ? null : [.. files[slot].DenseValues()];
            VBuffer<byte> file = files[slot];
            return Stage.Decode(() => Image.Decode(dense ?? file.GetValues(), Stage.decoding, $"column '{Stage.input}'"));
        }
    }

    private sealed class ImageWork(FaceImageLoadingTransformer stage, ValueGetter<Image> getImage, int capacity) : BlockWork
    {
        private readonly Image[] images = new Image[capacity];

        public override void Read(int slot) => getImage(ref images[slot]);

        public override void Run(int count)
        {
        }

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.OfImage(images, slot, stage.kind);
    }
}
