using FaceML.Columns;
using FaceML.Imaging;
using FaceML.Rows;
using FaceML.Saving;
using Microsoft.ML;

namespace FaceML.Images;

/// <summary>Brings pictures to one size; no picture stays no picture. Made by <see cref="FaceImageResizingEstimator"/>.</summary>
public sealed class FaceImageResizingTransformer : FaceTransformer
{
    internal const string Stage = "ResizeImages", StageKind = "resizeImages";

    private const int MaximumSide = 16_384;

    private readonly int width, height;
    private readonly ResizeFilter filter;

    internal FaceImageResizingTransformer(FaceImageResizingOptions options)
        : base(Stage, InputsOf(options), OutputsOf(options))
    {
        width = Side(options.Width, nameof(options.Width));
        height = Side(options.Height, nameof(options.Height));
        filter = Enum.IsDefined(options.Filter) ? options.Filter : throw new ArgumentOutOfRangeException(nameof(options), options.Filter, "Unknown filter.");
    }

    internal override string Kind => StageKind;

    internal static InputColumn[] InputsOf(FaceImageResizingOptions options) => [InputColumn.Image(options.InputColumnName ?? options.OutputColumnName)];

    internal static OutputColumn[] OutputsOf(FaceImageResizingOptions options) => [new(options.OutputColumnName, FaceImageDataViewType.Instance)];

    internal static FaceImageResizingTransformer Read(StageReader reader) => new(new FaceImageResizingOptions
    {
        OutputColumnName = reader.Text("output"),
        InputColumnName = reader.Text("input"),
        Width = reader.Int("width"),
        Height = reader.Int("height"),
        Filter = reader.Choice<ResizeFilter>("filter"),
    });

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", Outputs[0].Name);
        settings.Set("input", Inputs[0].Name);
        settings.Set("width", width);
        settings.Set("height", height);
        settings.Set("filter", filter);
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) => new Work(this, input.GetGetter<Image>(inputs[0]), capacity);

    private static int Side(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaximumSide, name);
        return value;
    }

    private sealed class Work(FaceImageResizingTransformer stage, ValueGetter<Image> getImage, int capacity) : BlockWork
    {
        private readonly Image?[] sources = new Image?[capacity];
        private readonly Image?[] results = new Image?[capacity];

        public override void Read(int slot) => getImage(ref sources[slot]!);

        public override void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                results[i] = sources[i]?.Resize(stage.width, stage.height, stage.filter);
            }
        }

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.Of(results, slot);
    }
}
