using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace FaceML.Networks;

/// <summary>An output of a file: its name and as much of its shape as is known.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sides">Its dimensions, −1 where open.</param>
internal sealed record ModelEnd(string Name, IReadOnlyList<int> Sides)
{
    internal int Rank => Sides.Count;

    internal int Last => Sides.Count > 0 ? Sides[^1] : -1;

    internal int Second => Sides.Count > 1 ? Sides[1] : -1;

    /// <summary>The answers an image, where the shape says.</summary>
    internal int? Count => Sides.Count >= 2 && Sides[^2] > 0 ? Sides[^2] : null;

    public override string ToString() => $"{Name} {string.Join('×', Sides.Select(side => side < 0 ? "?" : $"{side}"))}";
}

/// <summary>The input and the outputs of an ONNX file, read with limits.</summary>
internal sealed record ModelEnds
{
    private const int MostSide = 4096;

    internal required string Path { get; init; }

    internal required string Sha256 { get; init; }

    internal required long Bytes { get; init; }

    internal required string Input { get; init; }

    internal required TensorLayout Layout { get; init; }

    internal required int Channels { get; init; }

    /// <summary>Null where the file leaves it open.</summary>
    internal required int? Width { get; init; }

    /// <summary>Null where the file leaves it open.</summary>
    internal required int? Height { get; init; }

    internal required bool FreeBatch { get; init; }

    internal required IReadOnlyList<ModelEnd> Outputs { get; init; }

    internal string FileName => System.IO.Path.GetFileName(Path);

    internal static ModelEnds Read(string name, string path)
    {
        long length = new FileInfo(path).Length, most = OnnxReadOptions.Default.MaxFileBytes;
        if (length < 1 || length > most)
        {
            throw new NetworkException(name, $"{path} has {length} bytes; a network of 1 to {most} is read");
        }

        byte[] bytes = File.ReadAllBytes(path);
        OnnxModel model = ModelGuard.Check(name, bytes);
        OnnxValueInfo[] inputs = [.. model.Graph.RequiredInputs];
        if (inputs.Length != 1 || inputs[0].Shape is not { Rank: 4 } shape || inputs[0].ElementType != OnnxElementType.Float32)
        {
            throw new NetworkException(name,
                $"one image input of four dimensions and 32-bit floats is expected; the file has "
                    + $"{string.Join("; ", inputs.Select(i => $"{i}"))}");
        }

        int[] sides = [.. shape.Select(side =>
            side.Value is { } value and <= MostSide
            ? (int)value
            : side.Value is null ? -1 : throw new NetworkException(
                name, $"its input is {shape}; sides of at most {MostSide} are expected"))];
        bool planes = sides[1] is 1 or 3;
        if (!planes && sides[3] is not (1 or 3))
        {
            throw new NetworkException(name, $"its input is {shape}; 1 or 3 channels are expected in the second or the last place");
        }

        return new()
        {
            Path = path,
            Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)),
            Bytes = bytes.Length,
            Input = inputs[0].Name,
            Layout = planes ? TensorLayout.Nchw : TensorLayout.Nhwc,
            Channels = planes ? sides[1] : sides[3],
            Height = Known(sides[planes ? 2 : 1]),
            Width = Known(sides[planes ? 3 : 2]),
            FreeBatch = sides[0] < 0,
            Outputs = [.. new OnnxSummary(model).Outputs
                .Select(output => new ModelEnd(
                output.Name, [.. (output.Shape ?? OnnxShape.Scalar).Select(d => d.Value is { } v and <= int.MaxValue ? (int)v : -1)]))],
        };
    }

    /// <summary>The same with the outputs' shapes as a run on black gives them, for a file that leaves them open.</summary>
    internal ModelEnds Measured(string name, int width, int height)
    {
        try
        {
            using SessionOptions options = new() { IntraOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
            using InferenceSession session = new(File.ReadAllBytes(Path), options);
            DenseTensor<float> black = new(Layout == TensorLayout.Nchw ? [1, Channels, height, width] : [1, height, width, Channels]);
            using IDisposableReadOnlyCollection<DisposableNamedOnnxValue> results =
                session.Run([NamedOnnxValue.CreateFromTensor(Input, black)]);
            return this with
            {
                Outputs = [.. results
                .Select(result => new ModelEnd(result.Name, [.. result.AsTensor<float>().Dimensions]))]
            };
        }
        catch (OnnxRuntimeException e)
        {
            throw new NetworkException(name, $"ONNX Runtime does not run {Path}: {e.Message}", e);
        }
    }

    private static int? Known(int side) => side < 0 ? null : side;
}
