using FaceML.Vision;

namespace FaceML.Saving;

/// <summary>How a saved pipeline is loaded.</summary>
public sealed class LoadOptions
{
    /// <summary>How its networks run. The default value is null: the defaults of <see cref="NetworkOptions"/>.</summary>
    public NetworkOptions? Networks { get; set; }

    /// <summary>
    /// Run the stored synthetic probes and compare with the numbers of the machine that saved the file; costs one run of
    /// each network. The default value is <see langword="true"/>.
    /// </summary>
    public bool GoldenCheck { get; set; } = true;
}
