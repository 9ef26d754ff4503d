using System.Runtime.Intrinsics.X86;
using System.Security.Cryptography;
using System.Text;
using FaceML.Files;
using FaceML.Onnx;
using Microsoft.ML.OnnxRuntime;

namespace FaceML.Networks;

/// <summary>
/// Networks kept in a folder as ONNX Runtime runs them: read, rewritten and optimized once, so that the next process only loads the result.
/// A file holds the SHA-256 of its content and then the optimized graph. Its name is a hash of what the graph depends on: the network's
/// file, batch and inner values, this build of FaceML, the version of ONNX Runtime and the processor, so that nothing is ever out of date.
/// </summary>
/// <remarks>
/// Never more than a shortcut: a file that is missing, damaged or cannot be written means that the network is prepared anew. The folder has
/// to be as trustworthy as the application's own, since what lies there is run.
/// </remarks>
internal static class PreparedNetwork
{
    private const string Extension = ".prepared";
    private const int MostFiles = 64;
    private const long MostBytes = 512L << 20;

    /// <summary>Where the network is kept; null where it is not, because the graph is the processor's on x64 alone.</summary>
    public static string? PathOf(NetworkCard card, string? folder) => folder is not null && X86Base.IsSupported && card.Bytes <= MostBytes
        ? Path.Combine(folder, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StateOf(card)))) + Extension)
        : null;

    /// <summary>The kept network as a session; null when there is none that loads.</summary>
    public static InferenceSession? Open(string path, SessionOptions options)
    {
        GraphOptimizationLevel usual = options.GraphOptimizationLevel;
        try
        {
            if (Read(path) is { } content)
            {
                // What would be done is done already.
                options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL;
                return new(content, options);
            }
        }
        catch (Exception e) when (e is OnnxRuntimeException or IOException or UnauthorizedAccessException)
        {
        }

        options.GraphOptimizationLevel = usual;
        return null;
    }

    /// <summary>Makes a session and keeps its graph, where the folder can be written.</summary>
    public static InferenceSession Make(string path, byte[] file, SessionOptions options)
    {
        string graph = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Create(graph).Dispose();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(file, options);
        }

        try
        {
            options.OptimizedModelFilePath = graph;
            InferenceSession session = new(file, options);
            Keep(graph, path);
            return session;
        }
        finally
        {
            File.Delete(graph);
        }
    }

    private static void Keep(string graph, string path)
    {
        try
        {
            byte[] content = File.ReadAllBytes(graph);
            AtomicFile.Write(path, stream =>
            {
                stream.Write(SHA256.HashData(content));
                stream.Write(content);
            });
            var folder = new DirectoryInfo(Path.GetDirectoryName(path)!);
            IEnumerable<FileInfo> tooMany = folder.GetFiles("*" + Extension)
                .OrderByDescending(file => file.LastWriteTimeUtc).Skip(MostFiles);
            IEnumerable<FileInfo> leftByKilled = folder.GetFiles($"*{Extension}.*")
                .Where(file => file.LastWriteTimeUtc < DateTime.UtcNow.AddDays(-1));
            foreach (FileInfo old in tooMany.Concat(leftByKilled))
            {
                old.Delete();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next process prepares it again.
        }
    }

    private static byte[]? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using FileStream file = File.OpenRead(path);
        if (file.Length is <= SHA256.HashSizeInBytes or > MostBytes)
        {
            return null;
        }

        byte[] hash = new byte[SHA256.HashSizeInBytes], content = new byte[file.Length - hash.Length];
        file.ReadExactly(hash);
        file.ReadExactly(content);
        return SHA256.HashData(content).AsSpan().SequenceEqual(hash) ? content : null;
    }

    private static string StateOf(NetworkCard card)
    {
        // Family, model and features of the processor; register B of leaf 1 also says which core asks.
        (int model, _, int features, int more) = X86Base.CpuId(1, 0);
        return string.Join(' ', card.Sha256, card.Input.Batch.ToString(), InnerOf(card), OrtEnv.Instance().GetVersionString(),
            BuildOf(typeof(PreparedNetwork)), BuildOf(typeof(OnnxModel)), Hex(model), Hex(features), Hex(more), Features(7, 0),
            Features(7, 1));

        static string InnerOf(NetworkCard card) =>
            string.Join(',', card.Outputs.Where(output => output.Inner).Select(output => output.Name));

        static string BuildOf(Type type) => type.Module.ModuleVersionId.ToString("N");
    }

    private static string Features(int leaf, int part)
    {
        (int a, int b, int c, int d) = X86Base.CpuId(leaf, part);
        return $"{Hex(a)}{Hex(b)}{Hex(c)}{Hex(d)}";
    }

    private static string Hex(int register) => register.ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
}
