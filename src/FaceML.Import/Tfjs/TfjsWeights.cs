namespace FaceML.Import;

/// <summary>
/// The weights of a TensorFlow.js layers model: a manifest (JSON) that lists names, shapes and quantization, and the shards that hold
/// the numbers one behind the other. Quantized weights are restored as value × scale + min. Immutable; safe to share between threads.
/// </summary>
internal sealed class TfjsWeights
{
    private readonly Dictionary<string, OnnxTensor> tensors;

    internal TfjsWeights(Dictionary<string, OnnxTensor> tensors) => this.tensors = tensors;

    /// <summary>The names of the weights, sorted.</summary>
    public IReadOnlyList<string> Names => [.. tensors.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Reads a manifest and the shards beside it.</summary>
    /// <param name="manifestPath">The manifest, for example face_recognition_model-weights_manifest.json.</param>
    /// <exception cref="ImportException">The manifest or a shard is damaged, too large, missing, or a path leaves the manifest's
    /// folder.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static TfjsWeights Read(string manifestPath)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(manifestPath))!;
        return Read(InputFile.Read(manifestPath, TfjsManifest.MaxManifestBytes), name => ReadShard(folder, name));
    }

    /// <summary>Reads a manifest, taking its shards from a function.</summary>
    /// <param name="manifest">The manifest's bytes.</param>
    /// <param name="shard">Gives the bytes of a shard by the name in the manifest.</param>
    /// <exception cref="ImportException">The manifest or a shard is damaged or too large.</exception>
    public static TfjsWeights Read(byte[] manifest, Func<string, byte[]> shard)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(shard);
        return new(TfjsManifest.Read(manifest, shard));
    }

    /// <summary>The weight of this name, checked to have these dimensions.</summary>
    /// <param name="name">The weight's name.</param>
    /// <param name="dimensions">The dimensions expected; −1 stands for any size.</param>
    /// <exception cref="ImportException">There is no such weight, or it has other dimensions.</exception>
    public OnnxTensor Get(string name, params ReadOnlySpan<long> dimensions)
    {
        if (!tensors.TryGetValue(name, out OnnxTensor? tensor))
        {
            throw new ImportException($"The weight '{name}' is missing.");
        }

        bool fits = tensor.Dimensions.Count == dimensions.Length;
        for (int i = 0; fits && i < dimensions.Length; i++)
        {
            fits = dimensions[i] < 0 || dimensions[i] == tensor.Dimensions[i];
        }

        return fits ? tensor : throw new ImportException(
            $"The weight '{name}' is {string.Join('×', tensor.Dimensions)}; "
                + $"{string.Join('×', dimensions.ToArray().Select(d => d < 0 ? "?" : $"{d}"))} was expected.");
    }

    private static byte[] ReadShard(string folder, string name)
    {
        // A shard is a plain file beside its manifest: nothing else is opened.
        return name.Length > 0 && name == Path.GetFileName(name) && name is not ("." or "..")
            && new FileInfo(Path.Combine(folder, name)).LinkTarget is null
            ? InputFile.Read(Path.Combine(folder, name), TfjsManifest.MaxShardBytes)
            : throw new ImportException($"The manifest names the shard '{name}', which is not a plain file name.");
    }
}
