using FaceML.Recognition;

namespace FaceML.Quality;

/// <summary>Settings of <see cref="FaceQualityTrainer"/>.</summary>
public sealed class FaceQualityOptions
{
    /// <summary>How many spoiled versions are made of each image. The default value is 14.</summary>
    public int Variants { get; set; } = 14;

    /// <summary>The largest number of directions in which degradations are told apart. The default value is 32.</summary>
    public int MaxDirections { get; set; } = 32;

    /// <summary>
    /// The quality below which nothing is decided, 0 to 100. The default value is 5: fewer than one in twenty such images would be
    /// recognized.
    /// </summary>
    public double Floor { get; set; } = 5;

    /// <summary>Which face of an image is meant. The default value is <see cref="FaceSelection.Largest"/>.</summary>
    public FaceSelection Selection { get; set; } = FaceSelection.Largest;

    /// <summary>How many images are worked on side by side. The default value is the number of processors.</summary>
    public int Workers { get; set; } = Environment.ProcessorCount;

    /// <summary>The start of chance: the same seed spoils the same images alike. The default value is 1.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Told the number of images that are done. The default value is null.</summary>
    public IProgress<int>? Progress { get; set; }
}
