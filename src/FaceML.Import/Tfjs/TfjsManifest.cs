using System.Text.Json;

namespace FaceML.Import;

/// <summary>The manifest: groups of shards, each with the weights that lie in them one behind the other.</summary>
internal static class TfjsManifest
{
    public const long MaxManifestBytes = 16 << 20;
    public const long MaxShardBytes = 512 << 20;
    private const int MaxRank = 8;

    public static Dictionary<string, OnnxTensor> Read(byte[] manifest, Func<string, byte[]> shard)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(manifest);
            var tensors = new Dictionary<string, OnnxTensor>(StringComparer.Ordinal);
            foreach (JsonElement group in json.RootElement.EnumerateArray())
            {
                byte[] data = Join(group.GetProperty("paths").EnumerateArray().Select(p => shard(p.GetString() ?? "")));
                int at = 0;
                foreach (JsonElement weight in group.GetProperty("weights").EnumerateArray())
                {
                    OnnxTensor tensor = Tensor(weight, data, ref at);
                    if (!tensors.TryAdd(tensor.Name, tensor))
                    {
                        throw new ImportException($"The manifest lists the weight '{tensor.Name}' twice.");
                    }
                }

                if (at != data.Length)
                {
                    throw new ImportException($"The shards hold {data.Length} bytes, the manifest's weights take {at}.");
                }
            }

            return tensors;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ImportException($"The weights manifest is not as TensorFlow.js writes it: {error.Message}", error);
        }
    }

    private static byte[] Join(IEnumerable<byte[]> shards)
    {
        byte[][] all = [.. shards];
        return all.Sum(s => s.LongLength) <= MaxShardBytes
            ? all.Length == 1 ? all[0] : [.. all.SelectMany(s => s)]
            : throw new ImportException($"The shards hold more than {MaxShardBytes} bytes.");
    }

    private static OnnxTensor Tensor(JsonElement weight, byte[] data, ref int at)
    {
        string name = weight.GetProperty("name").GetString() ?? throw new ImportException("A weight of the manifest has no name.");
        long[] shape = [.. weight.GetProperty("shape").EnumerateArray().Select(d => d.GetInt64())];
        string type = weight.GetProperty("dtype").GetString() ?? "";
        if (type != "float32")
        {
            throw new ImportException($"The weight '{name}' is of type '{type}'; only float32 is imported.");
        }

        long count = Count(name, shape, data.Length);
        float[] values = weight.TryGetProperty("quantization", out JsonElement quantization)
            ? Quantized(name, count, quantization, data, ref at)
            : Plain(name, count, data, ref at);
        return OnnxTensor.OfFloats(name, shape, values);
    }

    private static long Count(string name, long[] shape, long limit)
    {
        long count = 1;
        foreach (long size in shape)
        {
            // Every element takes at least a byte: a shape of more elements than bytes is false, and the product cannot overflow.
            count = size < 0 || shape.Length > MaxRank || (size > 0 && count > limit / size) ? -1 : count * size;
            if (count < 0)
            {
                throw new ImportException(
                    $"The weight '{name}' is {string.Join('×', shape)}, which its {limit} bytes of data cannot hold.");
            }
        }

        return count;
    }

    private static float[] Plain(string name, long count, byte[] data, ref int at)
    {
        ReadOnlySpan<byte> bytes = Take(name, count * sizeof(float), data, ref at);
        var values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BitConverter.ToSingle(bytes[(i * sizeof(float))..]);
        }

        return values;
    }

    /// <summary>TensorFlow.js computes value × scale + min in double precision and rounds once; so do we, to get the same bits.</summary>
    private static float[] Quantized(string name, long count, JsonElement quantization, byte[] data, ref int at)
    {
        string type = quantization.GetProperty("dtype").GetString() ?? "";
        if (type is not ("uint8" or "uint16"))
        {
            throw new ImportException($"The weight '{name}' is quantized as '{type}'; uint8 and uint16 are known.");
        }

        double scale = quantization.GetProperty("scale").GetDouble(), min = quantization.GetProperty("min").GetDouble();
        int width = type == "uint8" ? 1 : 2;
        ReadOnlySpan<byte> bytes = Take(name, count * width, data, ref at);
        var values = new float[count];
        for (int i = 0; i < values.Length; i++)
        {
            int code = width == 1 ? bytes[i] : BitConverter.ToUInt16(bytes[(i * 2)..]);
            values[i] = (float)((code * scale) + min);
        }

        return values;
    }

    private static ReadOnlySpan<byte> Take(string name, long bytes, byte[] data, ref int at)
    {
        if (bytes > data.Length - at)
        {
            throw new ImportException($"The shards end inside the weight '{name}': {bytes} bytes are needed, {data.Length - at} are left.");
        }

        ReadOnlySpan<byte> taken = data.AsSpan(at, (int)bytes);
        at += (int)bytes;
        return taken;
    }
}
