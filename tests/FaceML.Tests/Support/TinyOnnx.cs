using System.Text;

namespace FaceML.Tests.Support;

/// <summary>Small real ONNX files, written byte by byte in protobuf's wire format (onnx.proto of opset 13).</summary>
internal static class TinyOnnx
{
    private static readonly Lazy<string> Folder = new(() => Directory.CreateTempSubdirectory("faceml-onnx-").FullName);

    /// <summary>Input <c>x</c> [batch, 8]; outputs <c>sum</c> = x + x and <c>copy</c> = x, [batch, 8].</summary>
    public static string Batched { get; } =
        Write("batched", [("x", -1)], ["sum", "copy"], Node("Add", ["x", "x"], "sum"), Node("Identity", ["x"], "copy"));

    /// <summary>Inputs <c>a</c>, <c>b</c> [1, 8]; outputs <c>sum</c> = a + b and <c>copy</c> = a, [1, 8].</summary>
    public static string TwoInputs { get; } =
        Write("two", [("a", 1), ("b", 1)], ["sum", "copy"], Node("Add", ["a", "b"], "sum"), Node("Identity", ["a"], "copy"));

    /// <summary>Draws random numbers, which no network may: input <c>A</c> [1, 8], output <c>y</c>.</summary>
    public static byte[] Random { get; } = File.ReadAllBytes(Write("random", [("A", 1)], ["y"], Node("RandomNormalLike", ["A"], "y")));

    private static string Write(string name, (string Name, int Batch)[] inputs, string[] outputs, params byte[][] nodes)
    {
        byte[] graph = [
            .. nodes.SelectMany(n => Field(1, n)), .. Field(2, "g"u8),
            .. inputs.SelectMany(i => Field(11, Value(i.Name, i.Batch))),
            .. outputs.SelectMany(o => Field(12, Value(o, inputs[0].Batch)))];
        byte[] model = [.. Number(1, 7), .. Field(7, graph), .. Field(8, [.. Field(1, ""u8), .. Number(2, 13)])];
        string path = Path.Combine(Folder.Value, name + ".onnx");
        File.WriteAllBytes(path, model);
        return path;
    }

    private static byte[] Node(string op, string[] inputs, string output) =>
        [.. inputs.SelectMany(i => Field(1, Encoding.UTF8.GetBytes(i))), .. Field(2, Encoding.UTF8.GetBytes(output)),
            .. Field(4, Encoding.UTF8.GetBytes(op))];

    private static byte[] Value(string name, int batch)
    {
        byte[] first = batch < 0 ? Field(2, "batch"u8) : Number(1, batch);
        byte[] shape = [.. Field(1, first), .. Field(1, Number(1, 8))];
        byte[] tensor = [.. Number(1, 1), .. Field(2, shape)];
        return [.. Field(1, Encoding.UTF8.GetBytes(name)), .. Field(2, Field(1, tensor))];
    }

    private static byte[] Field(int number, ReadOnlySpan<byte> content) =>
        [.. Varint((number << 3) | 2), .. Varint(content.Length), .. content];

    private static byte[] Number(int number, int value) => [.. Varint(number << 3), .. Varint(value)];

    private static IEnumerable<byte> Varint(int value)
    {
        for (; value > 127; value >>= 7)
        {
            yield return (byte)(value | 128);
        }

        yield return (byte)value;
    }
}
