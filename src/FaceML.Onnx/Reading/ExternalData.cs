using System.Globalization;
using FaceML.Onnx.Proto;

namespace FaceML.Onnx.Reading;

/// <summary>Tensor data in other files: refused unless a folder is allowed, and then only inside that folder, without links.</summary>
internal static class ExternalData
{
    public static byte[] Read(TensorProto proto, string whose, long bytes, OnnxReadOptions options)
    {
        if (options.ExternalDataFolder is null)
        {
            throw new OnnxFormatException(
                $"Tensor '{whose}' keeps its data in another file; that is refused unless OnnxReadOptions.ExternalDataFolder allows it.");
        }

        if (bytes > Array.MaxLength)
        {
            throw new OnnxFormatException($"Tensor '{whose}' has {bytes} bytes of external data; the limit is {Array.MaxLength}.");
        }

        string path = Resolve(Entry(proto, "location") ?? "", options.ExternalDataFolder, whose);
        long offset = Number(proto, "offset", whose) ?? 0;
        long length = Number(proto, "length", whose) ?? bytes;
        if (length != bytes)
        {
            throw new OnnxFormatException($"Tensor '{whose}' needs {bytes} bytes of external data; its length is stated as {length}.");
        }

        try
        {
            using FileStream file = File.OpenRead(path);
            if (offset > file.Length - bytes)
            {
                throw new OnnxFormatException(
                    $"Tensor '{whose}' needs {bytes} bytes at {offset} of '{Path.GetFileName(path)}', which has {file.Length}.");
            }

            var data = new byte[bytes];
            file.Position = offset;
            file.ReadExactly(data);
            return data;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new OnnxFormatException($"The external data of tensor '{whose}' cannot be read: {error.Message}", error);
        }
    }

    private static string Resolve(string location, string folder, string whose)
    {
        string root = Path.GetFullPath(folder);
        bool clean = location.Length > 0 && !location.Contains('\0', StringComparison.Ordinal) && !Path.IsPathRooted(location)
            && location.Split('/', '\\').All(part => part is not (".." or "." or ""));
        string path = clean ? Path.GetFullPath(Path.Combine(root, location)) : "";
        for (string? step = path; clean && step is not null && step.Length > root.Length; step = Path.GetDirectoryName(step))
        {
            clean = new FileInfo(step).LinkTarget is null;
        }

        return clean ? path : throw new OnnxFormatException(
            $"Tensor '{whose}' keeps its data at '{location}', which is not a plain path inside the model's folder.");
    }

    private static long? Number(TensorProto proto, string key, string whose)
    {
        string? text = Entry(proto, key);
        return text is null ? null
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
            : throw new OnnxFormatException($"The external data of tensor '{whose}' has the {key} '{text}'.");
    }

    private static string? Entry(TensorProto proto, string key) => proto.ExternalData.FirstOrDefault(e => e.Key == key)?.Value;
}
