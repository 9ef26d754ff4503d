namespace FaceML.Onnx.Reading;

/// <summary>
/// Walks protobuf bytes along a schema without building anything, so that a file which would unfold into far more memory than its size
/// (two bytes make an empty record of a hundred) is refused before it is parsed.
/// </summary>
internal sealed class WireScan(int maxRecords, int maxDepth, int maxNodes)
{
    private int records;
    private int nodes;

    public void Check(ReadOnlySpan<byte> bytes, WireSchema schema) => Walk(bytes, schema, 0);

    private void Walk(ReadOnlySpan<byte> bytes, WireSchema schema, int depth)
    {
        if (++records > maxRecords)
        {
            throw new OnnxFormatException($"The file holds more than {maxRecords} records.");
        }

        if (schema == WireSchema.Node && ++nodes > maxNodes)
        {
            throw new OnnxFormatException($"The graph has more than {maxNodes} nodes.");
        }

        if (depth > maxDepth)
        {
            throw new OnnxFormatException($"The file's records are nested more than {maxDepth} deep.");
        }

        int at = 0;
        while (at < bytes.Length)
        {
            ulong tag = Varint(bytes, ref at);
            int wireType = (int)(tag & 7);
            if (wireType == 2)
            {
                ReadOnlySpan<byte> body = Body(bytes, ref at);
                if (!schema.Fields.TryGetValue((int)Math.Min(tag >> 3, int.MaxValue), out WireSchema? message))
                {
                    continue;
                }

                if (message is not null)
                {
                    Walk(body, message, depth + 1);
                }
                else if (++records > maxRecords)
                {
                    throw new OnnxFormatException($"The file holds more than {maxRecords} records.");
                }
            }
            else
            {
                Skip(bytes, wireType, ref at);
            }
        }
    }

    private static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong length = Varint(bytes, ref at);
        if (length > (ulong)(bytes.Length - at))
        {
            throw new OnnxFormatException(
                $"A record of {length} bytes does not fit into the {bytes.Length - at} that are left: the file is cut off or damaged.");
        }

        ReadOnlySpan<byte> body = bytes.Slice(at, (int)length);
        at += (int)length;
        return body;
    }

    private static void Skip(ReadOnlySpan<byte> bytes, int wireType, ref int at)
    {
        switch (wireType)
        {
            case 0:
                Varint(bytes, ref at);
                return;
            case 1:
                at += 8;
                break;
            case 5:
                at += 4;
                break;
            default:
                throw new OnnxFormatException("The file is not protobuf data, or damaged: it has a field of an impossible kind.");
        }

        if (at > bytes.Length)
        {
            throw new OnnxFormatException("The file ends inside a number.");
        }
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length)
            {
                throw new OnnxFormatException("The file ends inside a number.");
            }

            byte b = bytes[at++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw new OnnxFormatException("The file is not protobuf data, or damaged: a number has more than ten bytes.");
    }
}
