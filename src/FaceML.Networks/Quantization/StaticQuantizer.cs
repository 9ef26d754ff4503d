using System.Security.Cryptography;

namespace FaceML.Networks;

/// <summary>
/// A network that was run on what it is shown, so that its convolutions and matrix products can be written with eight-bit integers, all of
/// them or some. Not for several threads at once.
/// </summary>
internal sealed class StaticQuantizer
{
    private const string Method = "static quantization to 8 bits"; // what the card of a quantized network says first of its lineage

    private readonly NetworkCard card;
    private readonly OnnxModel prepared;
    private readonly bool depthwise;
    private readonly IReadOnlyDictionary<string, ActivationRange> ranges;

    /// <summary>Reads the network and measures the ranges of its values.</summary>
    /// <param name="entry">The network.</param>
    /// <param name="inputs">What it is shown, as its input expects it, one image each.</param>
    /// <param name="depthwise">Whether depthwise convolutions are quantized too.</param>
    /// <param name="shown">Called after each image, twice for each.</param>
    /// <exception cref="NetworkException">The network has several files or no layer that can be quantized, or the file is not the
    /// card's.</exception>
    public StaticQuantizer(NetworkEntry entry, IReadOnlyList<float[]> inputs, bool depthwise, Action shown)
    {
        card = entry.Card;
        this.depthwise = depthwise;
        if (card.Stages.Count > 0)
        {
            throw new NetworkException(card.Name, "it is a cascade of several files; one network at a time can be quantized");
        }

        OnnxModel model = ModelGuard.Check(card.Name, NetworkFile.ReadChecked(card, entry.Path));
        if (model.AllNodes().Any(node => node.OpType is "QuantizeLinear" or "DequantizeLinear"))
        {
            throw new NetworkException(card.Name, "it is quantized already");
        }

        try
        {
            prepared = QuantizationPlan.Prepare(model);
        }
        catch (OnnxFormatException e)
        {
            throw new NetworkException(card.Name, $"it cannot be quantized: {e.Message}", e);
        }

        QuantizationPlan plan = QuantizationPlan.For(prepared, depthwise, new HashSet<string>());
        Nodes = [.. plan.Nodes.Where(node => node.OpType is "Conv" or "Gemm" or "MatMul").Select(node => node.Outputs[0])];
        if (Nodes.Count == 0)
        {
            string operators = string.Join(", ", model.AllNodes().Select(node => node.OpType).Distinct().Order(StringComparer.Ordinal));
            throw new NetworkException(card.Name,
                $"it cannot be quantized: convolutions and matrix products with constant weights are, and of its operators ({operators}) "
                    + "none is one, or only the last");
        }

        NetworkInput input = card.Input;
        int channels = input.ToTensorSpec().Channels;
        long[] shape = input.Layout == Imaging.TensorLayout.Nchw
            ? [1, channels, input.Height, input.Width]
            : [1, input.Height, input.Width, channels];
        ranges = ActivationCalibration.Measure(card.Name, prepared, plan.Values, inputs, shape, shown);
    }

    /// <summary>The convolutions and matrix products that can be quantized, by the name of their first output.</summary>
    public IReadOnlyList<string> Nodes { get; }

    /// <summary>Whether a network was made by quantization here, as its card says.</summary>
    public static bool Made(NetworkCard card) => card.Lineage?.Method.StartsWith(Method, StringComparison.Ordinal) == true;

    /// <summary>The network's file with eight-bit integers.</summary>
    /// <param name="left">Those of <see cref="Nodes"/> that stay in single precision.</param>
    public byte[] Write(IReadOnlySet<string> left) =>
        StaticQuantization.Run(QuantizationPlan.For(prepared, depthwise, left), ranges).ToBytes();

    /// <summary>A card for such a file.</summary>
    /// <param name="name">What the network is called.</param>
    /// <param name="file">The file.</param>
    /// <param name="data">On what the ranges were measured.</param>
    /// <param name="detail">What else is to be said of how.</param>
    public NetworkCard CardOf(string name, byte[] file, string data, string detail) => card with
    {
        Schema = null,
        Name = name,
        Title = $"{card.Title}, 8-bit integers",
        File = name + ".onnx",
        Sha256 = Convert.ToHexStringLower(SHA256.HashData(file)),
        Bytes = file.Length,
        Outputs = [.. card.Outputs.Where(output => !output.Inner)],
        Embedding = card.Embedding is null ? null : card.Embedding with { Impostors = null },
        Lineage = new() { Parent = card.Name, ParentSha256 = card.Sha256, Data = data, Method = $"{Method}; {detail}" },
        Measured = [],
    };
}
