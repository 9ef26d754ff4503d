using FaceML.Data;
using FaceML.Evaluation.Protocols;
using FaceML.Verification;

namespace FaceML.Loading;

/// <summary>
/// Loaders of labeled images and pairs, reached as <c>ml.Faces.Data</c>. Images are not opened until a row is read. Safe to use from
/// several threads.
/// </summary>
/// <remarks>
/// Pairs have the columns <c>Path1</c> and <c>Path2</c> (of packed sets the encoded images, vectors of Byte), <c>Label</c> (true where both
/// show the same person), <c>Identity1</c> and <c>Identity2</c> (text, empty where unknown) and <c>Fold</c> (Int32, from 0): what
/// <see cref="FaceCatalog.VerificationPipeline"/> takes. The folder <c>datasets</c> of the repository describes each published set: terms,
/// layout, numbers, and how its figures are computed. Loaders of published sets refuse other numbers than the published ones.
/// </remarks>
public sealed partial class FaceDataCatalog
{
    private readonly MLContext context;

    internal FaceDataCatalog(MLContext context) => this.context = context;

    /// <summary>Reads a file of pairs: LFW's form, lines of two paths and a label separated by tabs, or a table with a header.</summary>
    /// <param name="file">The file of pairs.</param>
    /// <param name="images">The folder that the paths in it start from.</param>
    /// <returns>The pairs, with the people of LFW's form, or of paths with a folder per person.</returns>
    /// <exception cref="ProtocolFormatException">A line is not a pair; the message names it.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="EvaluationDataException">An image of the pairs is not in the folder; the message names the first and says how
    /// many.</exception>
    public IDataView LoadPairs(string file, string images)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return Pairs(EvaluationProtocol.Pairs, images, file);
    }

    /// <summary>Lists the images of a folder that holds one folder for every person.</summary>
    /// <param name="folder">The folder of people.</param>
    /// <returns>A view with the columns <c>Path</c> and <c>Identity</c>, in ordinal order of person and file.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public IDataView LoadFolders(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return context.Data.LoadFromEnumerable(PersonFolders.Read(folder)
            .SelectMany(person => person.Images.Select(image => new FaceImageRow
            {
                Path = Path.Combine(folder, image),
                Identity = person.Identity,
            })).ToArray());
    }

    /// <summary>
    /// Lists the images of a folder that holds one folder for live faces, <c>live</c> or <c>real</c>, and one for every species of attack.
    /// </summary>
    /// <param name="folder">The folder. Below each of its folders, a further folder is a person.</param>
    /// <param name="personPrefix">
    /// Of images that lie in no person's folder, the first so many characters of the file's name say whom they show; 0: each shows a person
    /// of its own.
    /// </param>
    /// <returns>A view with the columns <c>Path</c>, <c>Label</c> (true where live), <c>Species</c> and <c>Identity</c>, in ordinal order
    /// of folder, person and file.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ProtocolFormatException">There are no images of live faces, or none of an attack.</exception>
    public IDataView LoadLiveness(string folder, int personPrefix = 0) =>
        context.Data.LoadFromEnumerable(LivenessFolders.Read(folder, personPrefix));

    // Rows of packed images are made as they are read: their bytes never lie in memory all at once.
    private IDataView Pairs(EvaluationProtocol protocol, string path, string? file = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var read = LabeledPairs.Read(protocol, path, file);
        return read.Bin is null
            ? context.Data.LoadFromEnumerable(read.Pairs.Select(pair => new FacePairRow
            {
                Path1 = Path.Combine(read.Folder, pair.First),
                Path2 = Path.Combine(read.Folder, pair.Second),
                Label = pair.IsGenuine,
                Identity1 = pair.FirstIdentity ?? "",
                Identity2 = pair.SecondIdentity ?? "",
                Fold = pair.Fold,
            }).ToArray())
            : context.Data.LoadFromEnumerable(
                read.Pairs.Select(pair => FaceBytesPairRow.Of(read.ReadImage, pair.First, pair.Second, pair.IsGenuine, pair.Fold)));
    }
}
