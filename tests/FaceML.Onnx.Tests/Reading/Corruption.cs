namespace FaceML.Onnx.Tests.Reading;

/// <summary>Small models made from a seed, and damage done to bytes.</summary>
internal static class Corruption
{
    /// <summary>A small chain of random operators with constants of random types, attributes of every kind, metadata and symbols.</summary>
    public static OnnxModel RandomModel(int seed)
    {
        var random = new Random(seed);
        var g = new GraphBuilder($"g{seed}");
        string x = g.Input("x", OnnxElementType.Float32, "N", 3, OnnxDimension.Unknown, random.Next(1, 9));
        int steps = random.Next(1, 8);
        for (int i = 0; i < steps; i++)
        {
            x = random.Next(6) switch
            {
                0 => g.Relu(x),
                1 => g.Add(x, g.Floats("b", [3, 1, 1], [random.NextSingle(), float.NaN, float.NegativeInfinity])),
                2 => g.Transpose(x, [0, 1, 3, 2]),
                3 => g.Conv(x, g.Floats("w", [3, 3, 1, 1], Values(random, 9)), strides: [1, 1], pads: [0, 0, 0, 0]),
                4 => g.Softmax(x, random.Next(-4, 4)),
                _ => g.Node("Made.Up", [x, ""],
                    [OnnxAttribute.Of("f", random.NextSingle()), OnnxAttribute.Of("s", "text ✓"), OnnxAttribute.Of("fs", [1f, -2f]),
                    OnnxAttribute.Of("ss", ["a", "", "ß"]), OnnxAttribute.Of("t", Tensor(random)),
                    OnnxAttribute.Of("ts", [Tensor(random), Tensor(random)]), OnnxAttribute.Of("g", Body())]),
            };
        }

        g.Initializer(Tensor(random));
        g.Output(x, OnnxElementType.Float32, "N", OnnxDimension.Unknown, OnnxDimension.Unknown, OnnxDimension.Unknown);
        OnnxModel model = g.Build(random.Next(9, 18));
        model.Metadata["note"] = $"{seed}";
        model.Opsets["com.example"] = 1;
        return model;
    }

    /// <summary>The bytes with a few of them changed, cut off, doubled or moved.</summary>
    public static byte[] Damage(byte[] bytes, Random random)
    {
        List<byte> result = [.. bytes];
        int times = random.Next(1, 6);
        for (int i = 0; i < times && result.Count > 1; i++)
        {
            int at = random.Next(result.Count);
            switch (random.Next(5))
            {
                case 0:
                    result[at] = (byte)random.Next(256);
                    break;
                case 1:
                    result[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    result.RemoveRange(at, random.Next(1, Math.Min(9, result.Count - at + 1)));
                    break;
                case 3:
                    result.InsertRange(at, result.GetRange(at, random.Next(1, Math.Min(33, result.Count - at + 1))));
                    break;
                default:
                    result[at] = random.Next(2) == 0 ? (byte)0xFF : (byte)0x7F;
                    break;
            }
        }

        return [.. result];
    }

    private static float[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle())];

    private static OnnxTensor Tensor(Random random)
    {
        long[] dimensions = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => random.NextInt64(0, 4))];
        int count = (int)dimensions.Aggregate(1L, (p, d) => p * d);
        OnnxElementType[] types = Enum.GetValues<OnnxElementType>();
        OnnxElementType type = types[random.Next(types.Length)];
        if (type.SizeInBytes() == 0)
        {
            return OnnxTensor.OfTexts("texts", dimensions, [.. Enumerable.Range(0, count).Select(i => $"t{i}")]);
        }

        var bytes = new byte[count * type.SizeInBytes()];
        random.NextBytes(bytes);
        return OnnxTensor.OfBytes("bytes", type, dimensions, bytes);
    }

    private static OnnxGraph Body()
    {
        var body = new OnnxGraph { Name = "body" };
        body.Nodes.Add(new("Identity", ["x"], ["inner"]));
        body.Outputs.Add(new("inner"));
        return body;
    }
}
