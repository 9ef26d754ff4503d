namespace FaceML.Liveness;

/// <summary>What a liveness head may go by. Which of them it goes by is chosen by cross-validation over people.</summary>
[Flags]
public enum FaceLivenessFeatures
{
    /// <summary>The answers of the liveness network, at the crop of its card and at a tighter one.</summary>
    Network = 1,

    /// <summary>
    /// Sharpness, the spectrum's energy by octave, color moments, gloss and color diversity of the face (Li, Wang, Tan and Jain 2004; Wen,
    /// Han and Jain 2015).
    /// </summary>
    Statistics = 2,

    /// <summary>
    /// Histograms of local binary patterns of the face in HSV and YCbCr (Boulkenafet, Komulainen and Hadid 2015), by their principal
    /// components.
    /// </summary>
    ColorTexture = 4,

    /// <summary>All of them.</summary>
    All = Network | Statistics | ColorTexture,
}
