using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using FaceML.Files;
using FaceML.Training.Gradients;

namespace FaceML.Training.Networks;

/// <summary>
/// The frozen beginning of a network, cut off: what it makes of images that do not vary is computed once and read from a file.
/// </summary>
internal sealed class FrozenPrefix : IDisposable
{
    private readonly OnnxModel network;
    private readonly OnnxModel prefix;
    private readonly string value;
    private readonly string folder;
    private readonly bool keep;
    private readonly List<IDisposable> open = [];

    private FrozenPrefix(OnnxModel network, OnnxModel prefix, OnnxModel rest, string value, string? folder)
    {
        (this.network, this.prefix, Rest, this.value, keep) = (network, prefix, rest, value, folder is not null);
        this.folder = folder ?? Directory.CreateTempSubdirectory("faceml-activations-").FullName;
        Directory.CreateDirectory(this.folder);
    }

    /// <summary>The network behind the frozen value, which is its input.</summary>
    public OnnxModel Rest { get; }

    /// <summary>
    /// Cuts a network, where that changes nothing: images do not vary, and all that follows comes through the one frozen value.
    /// </summary>
    public static FrozenPrefix? Find(OnnxModel network, GradientOptions gradients, bool varies, string? folder)
    {
        if (gradients.FrozenUpTo is not { } value || varies || network.Graph.FindProducer(value) is null)
        {
            return null;
        }

        IReadOnlyDictionary<string, OnnxValueInfo> values = ShapeInference.Infer(network);
        if (!values.TryGetValue(value, out OnnxValueInfo? info) || info.Shape is not { Rank: > 1 } shape || shape
            .Skip(1).Any(d => d.Value is null))
        {
            return null;
        }

        OnnxModel rest = OnnxModel.Read(network.ToBytes()), prefix = OnnxModel.Read(network.ToBytes());
        var frozen = new OnnxValueInfo(value, OnnxElementType.Float32, shape);
        rest.Graph.Nodes.Remove(rest.Graph.FindProducer(value)!);
        foreach (OnnxValueInfo input in rest.Graph.RequiredInputs.ToArray())
        {
            rest.Graph.Inputs.Remove(input);
        }

        rest.Graph.Inputs.Add(frozen);
        rest.Graph.RemoveUnused();
        prefix.Graph.Outputs.Clear();
        prefix.Graph.Outputs.Add(frozen);
        prefix.Graph.RemoveUnused();
        // A way around the value would still read the network's own input.
        HashSet<string> known = [value, .. rest.Graph.Initializers.Select(t => t.Name), .. rest.Graph.Nodes.SelectMany(n => n.Outputs)];
        return rest.Graph.Nodes.SelectMany(n => n.Inputs).All(i => i.Length == 0 || known.Contains(i))
            ? new FrozenPrefix(network, prefix, rest, value, folder)
            : null;
    }

    /// <summary>What the frozen part makes of images, as images.</summary>
    public NetworkImages Activations(NetworkImages images, CancellationToken cancellationToken)
    {
        byte[] key = SHA256.HashData([.. SHA256.HashData(prefix.ToBytes()), .. images.Hash()]);
        string file = Path.Combine(folder, Convert.ToHexStringLower(key) + ".activations");
        int length = (int)Rest.Graph.RequiredInputs.Single().Shape!.Skip(1).Aggregate(1L, (a, d) => checked(a * d.Value!.Value));
        long bytes = (long)images.Count * length * sizeof(float);
        if (!IsWhole(file, bytes))
        {
            Compute(file, images, cancellationToken);
        }

        var map = MemoryMappedFile.CreateFromFile(file, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        MemoryMappedViewAccessor view = map.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.Read);
        open.AddRange([view, map]);
        return new NetworkImages(images.Labels.ToArray(), length, (image, _, input) =>
            view.SafeMemoryMappedViewHandle.ReadSpan((ulong)image * (ulong)length * sizeof(float), input))
        { Teacher = images.Teacher };
    }

    /// <summary>The whole network with what the rest has learned.</summary>
    public OnnxModel Join(OnnxModel learned)
    {
        OnnxModel whole = OnnxModel.Read(network.ToBytes());
        foreach (OnnxTensor tensor in learned.Graph.Initializers.Where(t => t.ElementType == OnnxElementType.Float32))
        {
            tensor.Floats.CopyTo(whole.Graph.FindInitializer(tensor.Name)!.Floats);
        }

        return whole;
    }

    public void Dispose()
    {
        open.ForEach(o => o.Dispose());
        if (!keep)
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Compute(string file, NetworkImages images, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var embedder = new NetworkEmbedder(prefix, value);
        AtomicFile.WriteCache(file, stream =>
        {
            embedder.Run(images, (_, _, values) =>
            {
                ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(values);
                hash.AppendData(bytes);
                stream.Write(bytes);
            }, cancellationToken);
            stream.Write(hash.GetHashAndReset());
        });
    }

    private static bool IsWhole(string file, long bytes)
    {
        if (!File.Exists(file))
        {
            return false;
        }

        using FileStream stream = File.OpenRead(file);
        if (stream.Length != bytes + SHA256.HashSizeInBytes)
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] block = new byte[1 << 20];
        for (long left = bytes; left > 0;)
        {
            int read = stream.ReadAtLeast(block.AsSpan(0, (int)Math.Min(left, block.Length)), 1);
            hash.AppendData(block.AsSpan(0, read));
            left -= read;
        }

        byte[] stated = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(stated);
        return hash.GetHashAndReset().AsSpan().SequenceEqual(stated);
    }
}
