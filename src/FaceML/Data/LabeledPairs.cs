using FaceML.Evaluation.Protocols;
using FaceML.Verification;

namespace FaceML.Data;

/// <summary>The pairs of a verification protocol, and where their images lie. Immutable and thread-safe.</summary>
/// <param name="Folder">The folder that the images' paths start from; of a packed set, its file.</param>
/// <param name="Pairs">The pairs.</param>
/// <param name="Bin">The packed images; null where images are files.</param>
internal sealed record LabeledPairs(string Folder, IReadOnlyList<ImagePair> Pairs, VerificationBin? Bin)
{
    private const string AgeDbFile = "agedb_30.bin";

    /// <summary>The bytes of an image.</summary>
    public byte[] ReadImage(string image) => Bin is null
        ? File.ReadAllBytes(SafePath.Resolve(Folder, image))
        : Bin.ReadImage(int.Parse(image, System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Reads a published set, holds its numbers against the published ones, and looks for its images.</summary>
    /// <param name="protocol">The set; a protocol other than <see cref="EvaluationProtocol.Folders"/>.</param>
    /// <param name="path">The folder of the set, or of its images; of a packed set, the file or its folder.</param>
    /// <param name="file">The file of pairs; null for the one that the set comes with.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ProtocolFormatException">A file has another form, or other numbers than published.</exception>
    /// <exception cref="EvaluationDataException">Images are missing, or a file that the protocol requires is not named.</exception>
    public static LabeledPairs Read(EvaluationProtocol protocol, string path, string? file = null)
    {
        switch (protocol)
        {
            case EvaluationProtocol.Bin:
                return OfBin(path, null);
            case EvaluationProtocol.AgeDb:
                return OfBin(Directory.Exists(path) ? Path.Combine(path, AgeDbFile) : path, DataSetDescriptor.All["agedb"].Folds);
        }

        if (!Directory.Exists(path))
        {
            throw new DirectoryNotFoundException($"There is no folder {path}.");
        }

        return protocol switch
        {
            EvaluationProtocol.CfpFp => WithImages(
                CfpProtocol.ReadFrontalProfile(path, DataSetDescriptor.All["cfp-fp"].Folds), Path.Combine(path, "Protocol"), path),
            EvaluationProtocol.Calfw => OfCrossLfw(path, file, "calfw", "pairs_CALFW.txt"),
            EvaluationProtocol.Cplfw => OfCrossLfw(path, file, "cplfw", "pairs_CPLFW.txt"),
            EvaluationProtocol.Lfw => OfLfw(path, file),
            EvaluationProtocol.Pairs when file is not null => WithImages(PairsFile.Read(file), file, path),
            _ => throw new EvaluationDataException("This protocol requires a file of pairs: --pairs FILE in the tool."),
        };
    }

    private static LabeledPairs OfLfw(string path, string? file)
    {
        // A file that is named may be View 1, whose header says its numbers; the one of the set is View 2.
        string pairsFile = file ?? Path.Combine(path, "pairs.txt");
        IReadOnlyList<ImagePair> pairs = LfwProtocol.ReadPairs(pairsFile);
        if (file is null)
        {
            DataSetCounts counts = DataSetDescriptor.All["lfw"].Counts;
            ImagePairs.RequireCount(pairsFile, "genuine pairs", pairs.Count(p => p.IsGenuine), counts.GenuinePairs);
            ImagePairs.RequireCount(pairsFile, "folds", pairs.Select(p => p.Fold).Distinct().Count(), counts.Folds);
        }

        return WithImages(pairs, pairsFile, path, "lfw", "lfw-deepfunneled", "lfw_funneled");
    }

    private static LabeledPairs OfCrossLfw(string path, string? file, string set, string name)
    {
        string pairsFile = file ?? Path.Combine(path, name);
        IReadOnlyList<ImagePair> pairs = CrossLfwProtocol.ReadPairs(pairsFile, DataSetDescriptor.All[set].Folds);
        return WithImages(pairs, pairsFile, path, "images", "aligned images");
    }

    private static LabeledPairs OfBin(string file, FoldCounts? counts)
    {
        if (Directory.Exists(file))
        {
            throw new EvaluationDataException($"This protocol requires a file, such as {AgeDbFile}; {file} is a folder.");
        }

        var bin = VerificationBin.Read(file);
        if (counts is { } published)
        {
            ImagePairs.RequireCount(file, "genuine pairs", bin.IsSame.Count(s => s), (long)published.Folds * published.Genuine);
            ImagePairs.RequireCount(file, "impostor pairs", bin.IsSame.Count(s => !s), (long)published.Folds * published.Impostor);
        }

        return new(file, bin.Pairs(), bin);
    }

    // The images lie in the folder, or in one of the folders below it that the set is published with: where the first image is.
    private static LabeledPairs WithImages(IReadOnlyList<ImagePair> pairs, string file, string folder, params string[] below)
    {
        string images = below.Select(name => Path.Combine(folder, name)).Prepend(folder)
            .FirstOrDefault(candidate => File.Exists(Path.Combine(candidate, pairs[0].First))) ?? folder;
        IReadOnlyList<string> missing = PairsFile.Missing(pairs, images);
        return missing.Count == 0
            ? new(images, pairs, null)
            : throw new EvaluationDataException(missing.Count == 1
                ? $"{file} names {missing[0]}, which is not in {images}."
                : $"{file} names {missing.Count} images that are not in {images}; the first is {missing[0]}.");
    }
}
