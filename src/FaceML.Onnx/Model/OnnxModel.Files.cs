using FaceML.Files;
using FaceML.Onnx.Proto;
using FaceML.Onnx.Reading;
using FaceML.Onnx.Writing;
using Google.Protobuf;

namespace FaceML.Onnx;

public sealed partial class OnnxModel
{
    /// <summary>Reads an ONNX file. The options' limits hold; by default data in other files is refused.</summary>
    /// <exception cref="OnnxFormatException">The file is not ONNX, damaged, breaks the specification's rules, or is larger than the
    /// limits.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static OnnxModel Read(string path, OnnxReadOptions? options = null)
    {
        using FileStream file = File.OpenRead(path);
        try
        {
            return Read(file, options);
        }
        catch (OnnxFormatException error)
        {
            throw new OnnxFormatException($"{Path.GetFileName(path)}: {error.Message}", error);
        }
    }

    /// <summary>Reads an ONNX model from a stream, to its end. Never more bytes than the limit are read. The stream is left open.</summary>
    /// <exception cref="OnnxFormatException">The data is not ONNX, damaged, breaks the specification's rules, or is larger than the
    /// limits.</exception>
    public static OnnxModel Read(Stream stream, OnnxReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        options ??= OnnxReadOptions.Default;
        long limit = Math.Min(options.MaxFileBytes, Array.MaxLength);
        if (stream.CanSeek && stream.Length - stream.Position > limit)
        {
            throw TooLarge(limit);
        }

        using var buffer = new MemoryStream(stream.CanSeek ? (int)(stream.Length - stream.Position) : 0);
        var chunk = new byte[1 << 16];
        for (int read; (read = stream.Read(chunk)) > 0;)
        {
            if (buffer.Length + read > limit)
            {
                throw TooLarge(limit);
            }

            buffer.Write(chunk, 0, read);
        }

        return ModelReader.Read(buffer.Length == buffer.Capacity ? buffer.GetBuffer() : buffer.ToArray(), options);
    }

    /// <summary>Reads an ONNX model from memory.</summary>
    /// <exception cref="OnnxFormatException">The data is not ONNX, damaged, breaks the specification's rules, or is larger than the
    /// limits.</exception>
    public static OnnxModel Read(byte[] bytes, OnnxReadOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return ModelReader.Read(bytes, options ?? OnnxReadOptions.Default);
    }

    /// <summary>
    /// The model as the bytes of an ONNX file. Equal models give equal bytes on every machine. Nodes are written in topological order
    /// (those in order already stay where they are).
    /// </summary>
    /// <exception cref="OnnxFormatException">The graph breaks the specification's rules.</exception>
    public byte[] ToBytes() => ModelWriter.Write(this).ToByteArray();

    /// <summary>Writes the model to a stream, which is left open.</summary>
    /// <exception cref="OnnxFormatException">The graph breaks the specification's rules; nothing was written.</exception>
    public void Write(Stream stream)
    {
        ModelProto proto = ModelWriter.Write(this);
        proto.WriteTo(stream);
    }

    /// <summary>
    /// Writes the model to a file: to a temporary name beside it first, then renamed, so that no half-written file is left.
    /// </summary>
    /// <exception cref="OnnxFormatException">The graph breaks the specification's rules; nothing was written.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path)
    {
        ModelProto proto = ModelWriter.Write(this);
        AtomicFile.Write(path, stream => proto.WriteTo(stream));
    }

    private static OnnxFormatException TooLarge(long limit) =>
        new($"The file is larger than the limit of {limit} bytes (OnnxReadOptions.MaxFileBytes).");
}
