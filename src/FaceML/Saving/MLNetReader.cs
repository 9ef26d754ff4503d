using System.Reflection;
using Microsoft.ML.Transforms;

namespace FaceML.Saving;

/// <summary>
/// Loads an ML.NET part that a manifest declares, with ML.NET's own loader, after everything that can be checked before was.
/// </summary>
internal sealed class MLNetReader(ArchiveReader archive, Dictionary<string, ArchiveEntry> entries, LoadOptions options, MLContext context)
{
    /// <summary>The folder of ML.NET's zips in an archive.</summary>
    public const string Folder = "mlnet/";

    private readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>The zips that were read.</summary>
    public IEnumerable<string> Models => used;

    /// <summary>Reads the part's settings and checks its zip; nothing is loaded.</summary>
    public static (MLNetSettings Settings, byte[] Zip, MLNetArchive Content) Check(
        ArchiveReader archive, Dictionary<string, ArchiveEntry> entries, StageReader reader, string where)
    {
        MLNetSettings settings = reader.Guard(MLNetSettings.Read);
        if (!settings.Model.StartsWith(Folder, StringComparison.Ordinal))
        {
            throw new SavedPipelineException(SavedPipelineError.WrongEntry, archive.Path,
                $"{where} names '{settings.Model}' as ML.NET's model; such entries lie in {Folder}.");
        }

        ArchiveEntry entry = PipelineReader.Entry(archive.Path, entries, settings.Model);
        if (entry.Sha256 != settings.Sha256)
        {
            throw new SavedPipelineException(SavedPipelineError.WrongEntry, archive.Path,
                $"{where} says that '{entry.Name}' has SHA-256 {settings.Sha256}; it has {entry.Sha256}.");
        }

        byte[] zip = archive.Read(entry);
        var content = MLNetArchive.Read(archive.Path, entry.Name, zip, archive.Limits);
        return content.Loaders.SequenceEqual(settings.Loaders, StringComparer.Ordinal) ? (settings, zip, content)
            : throw new SavedPipelineException(SavedPipelineError.WrongEntry, archive.Path,
                $"'{entry.Name}' holds components of the loaders [{string.Join(", ", content.Loaders)}]; {where} says "
                    + $"[{string.Join(", ", settings.Loaders)}].");
    }

    /// <exception cref="SavedPipelineException">The part is refused, or ML.NET does not load it.</exception>
    public MLNetPart Read(StageReader reader, string where)
    {
        if (!options.AllowMLNetStages)
        {
            throw new SavedPipelineException(SavedPipelineError.MLNetNotAllowed, archive.Path,
                $"{where} is a part of ML.NET's own, and LoadOptions.AllowMLNetStages is false. Allow it for files whose origin you "
                    + $"trust.");
        }

        (MLNetSettings settings, byte[] zip, MLNetArchive content) = Check(archive, entries, reader, where);
        if (!used.Add(settings.Model))
        {
            throw new SavedPipelineException(
                SavedPipelineError.WrongEntry, archive.Path, $"{where} names '{settings.Model}', which another stage has already.");
        }

        foreach (MLNetComponent component in content.Components)
        {
            Check(component, where);
        }

        foreach (Assembly assembly in options.MLNetAssemblies)
        {
            context.ComponentCatalog.RegisterAssembly(assembly);
        }

        ITransformer loaded = Load(zip, where);
        string[] names = [.. MLNetStages.Flatten(loaded).Select(MLNetStages.ShortNameOf)];
        if (!names.SequenceEqual(settings.Stages, StringComparer.Ordinal))
        {
            (loaded as IDisposable)?.Dispose();
            throw new SavedPipelineException(SavedPipelineError.WrongEntry, archive.Path,
                $"'{settings.Model}' gives the stages [{string.Join(", ", names)}]; {where} says [{string.Join(", ", settings.Stages)}].");
        }

        return new MLNetPart([.. MLNetStages.Flatten(loaded)]);
    }

    /// <summary>Every zip of ML.NET's in the archive belongs to a stage.</summary>
    public static void CheckDeclared(string path, IEnumerable<string> entries, IEnumerable<string> models)
    {
        HashSet<string> declared = new(StringComparer.Ordinal);
        if (models.FirstOrDefault(model => !declared.Add(model)) is { } twice)
        {
            throw new SavedPipelineException(SavedPipelineError.WrongEntry, path, $"'{twice}' is declared by two stages.");
        }

        if (entries.FirstOrDefault(name => name.StartsWith(Folder, StringComparison.Ordinal) && !declared.Contains(name)) is { } undeclared)
        {
            throw new SavedPipelineException(
                SavedPipelineError.WrongEntry, path, $"entry '{undeclared}' is a part of ML.NET's own that no stage declares.");
        }
    }

    private ITransformer Load(byte[] zip, string where)
    {
        try
        {
            return context.Model.Load(new MemoryStream(zip, writable: false), out _);
        }
        catch (Exception e)
        {
            Exception innermost = e;
            while (innermost.InnerException is not null)
            {
                innermost = innermost.InnerException;
            }

            throw new SavedPipelineException(
                SavedPipelineError.UnknownStage, archive.Path, $"{where}: ML.NET does not load it: {innermost.Message}", e);
        }
    }

    // ML.NET loads assemblies by the names in its file. Those that are on no list are not asked for.
    private void Check(MLNetComponent component, string where)
    {
        foreach (string name in new[] { component.Assembly, component.ContractAssembly }.OfType<string>())
        {
            string simple = SimpleName(name, where);
            if (!MLNetStages.Assemblies.Contains(simple) && !options.MLNetAssemblies.Any(a => a.GetName().Name == simple))
            {
                throw new SavedPipelineException(SavedPipelineError.MLNetNotAllowed, archive.Path,
                    $"{where}: {Subject(component)} requires the assembly {simple}, which is not among those that are loaded for any "
                        + $"file. Add it to LoadOptions.MLNetAssemblies if you trust the file.");
            }
        }

        if (component.Contract is { } contract && !options.MLNetAssemblies.Any(assembly => HasFactory(assembly, contract)))
        {
            throw new SavedPipelineException(SavedPipelineError.MLNetNotAllowed, archive.Path,
                $"{where}: {Subject(component)} has no factory in LoadOptions.MLNetAssemblies: add the assembly with the class that has "
                    + $"[CustomMappingFactoryAttribute(\"{contract}\")].");
        }
    }

    private string SimpleName(string name, string where)
    {
        try
        {
            return new AssemblyName(name).Name ?? "";
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            throw new SavedPipelineException(
                SavedPipelineError.WrongEntry, archive.Path, $"{where}: a component names an assembly that is none.", e);
        }
    }

    private static string Subject(MLNetComponent component) => component.Contract is { } contract
        ? $"the custom mapping '{contract}'"
        : $"the component '{component.Loader}'";

    private static bool HasFactory(Assembly assembly, string contract) =>
        assembly.GetTypes().Any(type => type.GetCustomAttribute<CustomMappingFactoryAttributeAttribute>()?.ContractName == contract);
}
