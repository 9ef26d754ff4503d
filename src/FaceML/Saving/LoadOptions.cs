using System.Reflection;
using FaceML.Galleries;

namespace FaceML.Saving;

/// <summary>How a saved pipeline is loaded.</summary>
public sealed class LoadOptions
{
    /// <summary>How its networks run. The default value is null: the defaults of <see cref="NetworkOptions"/>.</summary>
    public NetworkOptions? Networks { get; set; }

    /// <summary>
    /// Take every image as an aligned face (<see cref="DetectorOptions.ImagesAreAligned"/>), whatever the pipeline was saved with. The
    /// default value is
    /// <see langword="false"/>: as it was saved.
    /// </summary>
    public bool ImagesAreAligned { get; set; }

    /// <summary>
    /// Run the stored synthetic probes and compare with the numbers of the machine that saved the file; costs one run of
    /// each network. The default value is <see langword="true"/>.
    /// </summary>
    public bool GoldenCheck { get; set; } = true;

    /// <summary>
    /// Load parts of ML.NET's own, which ML.NET's loader makes from its own model format. FaceML checks what it can beforehand, but
    /// ML.NET's readers were not written for files of strangers: set it to <see langword="false"/> where files come from people you do not
    /// trust. The default value is <see langword="true"/>.
    /// </summary>
    public bool AllowMLNetStages { get; set; } = true;

    /// <summary>
    /// The open galleries that its <c>Identify</c> stages may refer to, found by id; another recipe than the file's is refused. They stay
    /// the caller's. The default value is an empty list.
    /// </summary>
    public IReadOnlyList<Gallery> Galleries { get; set; } = [];

    /// <summary>
    /// Assemblies whose code parts of ML.NET's own may use besides ML.NET's: those with the <c>CustomMappingFactory</c> of each custom
    /// mapping, and those of ML.NET that run graphs of other frameworks. The default value is an empty list: no file reaches code that is
    /// not ML.NET's.
    /// </summary>
    public IReadOnlyList<Assembly> MLNetAssemblies { get; set; } = [];
}
