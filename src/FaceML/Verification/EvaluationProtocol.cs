namespace FaceML.Verification;

/// <summary>Where the pairs of an evaluation come from. <c>datasets/</c> describes the published sets.</summary>
public enum EvaluationProtocol
{
    /// <summary>LFW's pairs file with its folds.</summary>
    Lfw,

    /// <summary>A folder per person: pairs are drawn.</summary>
    Folders,

    /// <summary>A pairs file of your own.</summary>
    Pairs,

    /// <summary>The frontal-profile pairs of CFP, in ten folds.</summary>
    CfpFp,

    /// <summary>AgeDB-30 as InsightFace packs it, <c>agedb_30.bin</c>, in ten folds.</summary>
    AgeDb,

    /// <summary>Cross-Age LFW, in ten folds.</summary>
    Calfw,

    /// <summary>Cross-Pose LFW, in ten folds.</summary>
    Cplfw,

    /// <summary>A verification set as InsightFace packs it, in ten folds.</summary>
    Bin,
}
