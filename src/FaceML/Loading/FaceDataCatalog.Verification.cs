using FaceML.Evaluation.Protocols;
using FaceML.Verification;

namespace FaceML.Loading;

public sealed partial class FaceDataCatalog
{
    /// <summary>Reads Labeled Faces in the Wild: the 6,000 pairs of View 2, in ten folds.</summary>
    /// <param name="folder">The folder that holds <c>pairs.txt</c> and the images, <c>NAME/NAME_0001.jpg</c>, in it or in a folder
    /// <c>lfw</c>, <c>lfw-deepfunneled</c> or <c>lfw_funneled</c>.</param>
    /// <param name="pairs">A pairs file elsewhere, which may be one of View 1; null for <c>pairs.txt</c> in the folder.</param>
    /// <returns>The pairs, with their people.</returns>
    /// <exception cref="ProtocolFormatException">A line is not a pair, or the numbers are not the published ones.</exception>
    /// <exception cref="EvaluationDataException">An image of the pairs is missing.</exception>
    /// <exception cref="IOException">There is no such folder, or a file cannot be read.</exception>
    public IDataView LoadLfw(string folder, string? pairs = null) => Pairs(EvaluationProtocol.Lfw, folder, pairs);

    /// <summary>Reads the 7,000 frontal-profile pairs of Celebrities in Frontal-Profile, in ten folds.</summary>
    /// <param name="folder">The folder that holds <c>Data</c> and <c>Protocol</c>.</param>
    /// <returns>The pairs, with their people: the frontal image first.</returns>
    /// <exception cref="ProtocolFormatException">A line is not a pair, or the numbers are not the published ones.</exception>
    /// <exception cref="EvaluationDataException">An image of the pairs is missing.</exception>
    /// <exception cref="IOException">There is no such folder, or a file cannot be read.</exception>
    public IDataView LoadCfpFp(string folder) => Pairs(EvaluationProtocol.CfpFp, folder);

    /// <summary>Reads Cross-Age LFW: 6,000 pairs in ten folds.</summary>
    /// <param name="folder">The folder that holds <c>pairs_CALFW.txt</c> and the images, in it or in a folder <c>images</c> or <c>aligned
    /// images</c>.</param>
    /// <param name="pairs">The pairs file, where it lies elsewhere; null for the one in the folder.</param>
    /// <returns>The pairs, with their people: the names before the images' numbers.</returns>
    /// <exception cref="ProtocolFormatException">A line is not a pair, or the numbers are not the published ones.</exception>
    /// <exception cref="EvaluationDataException">An image of the pairs is missing.</exception>
    /// <exception cref="IOException">There is no such folder, or a file cannot be read.</exception>
    public IDataView LoadCalfw(string folder, string? pairs = null) => Pairs(EvaluationProtocol.Calfw, folder, pairs);

    /// <summary>Reads Cross-Pose LFW: 6,000 pairs in ten folds.</summary>
    /// <param name="folder">The folder that holds <c>pairs_CPLFW.txt</c> and the images, in it or in a folder <c>images</c> or <c>aligned
    /// images</c>.</param>
    /// <param name="pairs">The pairs file, where it lies elsewhere; null for the one in the folder.</param>
    /// <returns>The pairs, with their people: the names before the images' numbers.</returns>
    /// <exception cref="ProtocolFormatException">A line is not a pair, or the numbers are not the published ones.</exception>
    /// <exception cref="EvaluationDataException">An image of the pairs is missing.</exception>
    /// <exception cref="IOException">There is no such folder, or a file cannot be read.</exception>
    public IDataView LoadCplfw(string folder, string? pairs = null) => Pairs(EvaluationProtocol.Cplfw, folder, pairs);

    /// <summary>Reads AgeDB-30, 6,000 pairs of images thirty years apart, as InsightFace packs them.</summary>
    /// <param name="path">The file <c>agedb_30.bin</c>, or the folder that holds it.</param>
    /// <returns>The pairs, of encoded 112 × 112 aligned faces; people are unknown.</returns>
    /// <exception cref="ProtocolFormatException">The file is no such set, or its numbers are not the published ones.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IDataView LoadAgeDb30(string path) => Pairs(EvaluationProtocol.AgeDb, path);

    /// <summary>
    /// Reads a verification set as InsightFace packs it: <c>lfw.bin</c>, <c>cfp_fp.bin</c> and others. The file is a Python pickle; it is
    /// read as data, nothing in it is executed.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <returns>The pairs, of encoded images (usually 112 × 112 aligned faces), in ten folds of neighbors; people are unknown.</returns>
    /// <exception cref="ProtocolFormatException">The file is no such set; the message names the byte.</exception>
    /// <exception cref="EvaluationDataException">It is a folder.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IDataView LoadBin(string file) => Pairs(EvaluationProtocol.Bin, file);
}
