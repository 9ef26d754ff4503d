using FaceML.Imaging;
using FaceML.Rows;
using FaceML.Saving;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FaceML.Images;

/// <summary>Turns pictures into vectors for a network; no picture becomes a vector of NaN, ML.NET's missing value. Made by <see cref="FacePixelExtractingEstimator"/>.</summary>
public sealed class FacePixelExtractingTransformer : FaceTransformer
{
    internal const string Stage = "ExtractPixels", StageKind = "extractPixels";

    private const int MaximumSide = 4096;

    private readonly TensorSpec tensor;

    internal FacePixelExtractingTransformer(FacePixelExtractingOptions options)
        : base(Stage, InputsOf(options), OutputsOf(options)) => tensor = options.Tensor;

    internal override string Kind => StageKind;

    internal static InputColumn[] InputsOf(FacePixelExtractingOptions options) => [InputColumn.Image(options.InputColumnName ?? options.OutputColumnName)];

    internal static OutputColumn[] OutputsOf(FacePixelExtractingOptions options)
    {
        TensorSpec tensor = Checked(options.Tensor);
        int[] shape = tensor.Layout == TensorLayout.Nchw ? [tensor.Channels, tensor.Height, tensor.Width] : [tensor.Height, tensor.Width, tensor.Channels];
        return [new(options.OutputColumnName, new VectorDataViewType(NumberDataViewType.Single, shape))];
    }

    internal static FacePixelExtractingTransformer Read(StageReader reader) => new(new FacePixelExtractingOptions
    {
        OutputColumnName = reader.Text("output"),
        InputColumnName = reader.Text("input"),
        Tensor = new TensorSpec
        {
            Width = reader.Int("width"),
            Height = reader.Int("height"),
            Order = reader.Choice<ChannelOrder>("order"),
            Layout = reader.Choice<TensorLayout>("layout"),
            Mean = reader.Singles("mean"),
            Scale = reader.Singles("scale"),
        },
    });

    internal override void Write(StageWriter settings)
    {
        settings.Set("output", Outputs[0].Name);
        settings.Set("input", Inputs[0].Name);
        settings.Set("width", tensor.Width);
        settings.Set("height", tensor.Height);
        settings.Set("order", tensor.Order);
        settings.Set("layout", tensor.Layout);
        settings.Set("mean", tensor.Mean);
        settings.Set("scale", tensor.Scale);
    }

    internal override BlockWork CreateWork(DataViewRow input, DataViewSchema.Column[] inputs, int capacity) => new Work(tensor, input.GetGetter<Image>(inputs[0]), capacity);

    private static TensorSpec Checked(TensorSpec tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        foreach (int side in (int[])[tensor.Width, tensor.Height])
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(side, 1, nameof(tensor));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(side, MaximumSide, nameof(tensor));
        }

        if (tensor.Mean.Count != tensor.Channels || tensor.Scale.Count != tensor.Channels)
        {
            throw new ArgumentException($"{tensor.Order} has {tensor.Channels} channels; {tensor.Mean.Count} means and {tensor.Scale.Count} scales were given.", nameof(tensor));
        }

        return tensor;
    }

    private sealed class Work : BlockWork
    {
        private readonly TensorSpec tensor;
        private readonly ValueGetter<Image> getImage;
        private readonly Image?[] sources;
        private readonly float[][] results;

        public Work(TensorSpec tensor, ValueGetter<Image> getImage, int capacity)
        {
            this.tensor = tensor;
            this.getImage = getImage;
            sources = new Image?[capacity];
            results = [.. Enumerable.Range(0, capacity).Select(_ => new float[tensor.Length])];
        }

        public override void Read(int slot) => getImage(ref sources[slot]!);

        public override void Run(int count)
        {
            for (int i = 0; i < count; i++)
            {
                if (sources[i] is { } image)
                {
                    PixelTensor.Write(image, tensor, results[i]);
                }
                else
                {
                    Array.Fill(results[i], float.NaN);
                }
            }
        }

        public override Delegate CreateGetter(int output, Slot slot) => SlotGetter.OfVector(results, slot);
    }
}
