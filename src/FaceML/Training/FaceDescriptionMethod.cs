namespace FaceML.Training;

/// <summary>How faces are described without a network.</summary>
internal enum FaceDescriptionMethod
{
    /// <summary>Principal components of gray aligned faces, whitened (Turk and Pentland, "Eigenfaces for recognition", 1991).</summary>
    Eigenfaces,

    /// <summary>Linear discriminants of principal components (Belhumeur, Hespanha, Kriegman, "Eigenfaces vs. Fisherfaces", 1997).</summary>
    Fisherfaces,

    /// <summary>Histograms of local binary patterns over a grid (Ahonen, Hadid, Pietikäinen, 2006), under a square root.</summary>
    LocalBinaryPatterns,
}
