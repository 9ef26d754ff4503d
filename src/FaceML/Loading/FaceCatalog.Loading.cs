using FaceML.Data;
using FaceML.Evaluation.Protocols;
using FaceML.Loading;
using Microsoft.ML;

namespace FaceML;

public sealed partial class FaceCatalog
{
    /// <summary>Reads a file of pairs, LFW's form or two paths and a label separated by tabs. Images are not opened yet.</summary>
    /// <param name="file">The file of pairs.</param>
    /// <param name="images">The folder that the paths in it start from.</param>
    /// <returns>A view with the columns of <see cref="FacePairRow"/>.</returns>
    /// <exception cref="ProtocolFormatException">A line is not a pair; the message names it.</exception>
    /// <exception cref="FileNotFoundException">An image of the pairs is not in the folder; the message names the first and says how
    /// many.</exception>
    public IDataView LoadPairs(string file, string images)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        ArgumentException.ThrowIfNullOrEmpty(images);
        IReadOnlyList<ImagePair> pairs = PairsFile.Read(file);
        IReadOnlyList<string> missing = PairsFile.Missing(pairs, images);
        if (missing.Count > 0)
        {
            throw new FileNotFoundException($"{file} names {missing.Count} images that are not in {images}; the first is {missing[0]}.",
                Path.Combine(images, missing[0]));
        }

        return Context.Data.LoadFromEnumerable(pairs.Select(pair => new FacePairRow
        {
            Path1 = Path.Combine(images, pair.First),
            Path2 = Path.Combine(images, pair.Second),
            Label = pair.IsGenuine,
            Identity1 = pair.FirstIdentity ?? "",
            Identity2 = pair.SecondIdentity ?? "",
            Fold = pair.Fold,
        }).ToArray());
    }

    /// <summary>Lists the images of a folder that holds one folder for every person. Images are not opened yet.</summary>
    /// <param name="folder">The folder of people.</param>
    /// <returns>A view with the columns of <see cref="FaceImageRow"/>, in ordinal order of person and file.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public IDataView LoadFolders(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        return Context.Data.LoadFromEnumerable(PersonFolders.Read(folder)
            .SelectMany(person => person.Images.Select(image => new FaceImageRow
            {
                Path = Path.Combine(folder, image),
                Identity = person.Identity,
            })).ToArray());
    }

    /// <summary>
    /// Lists the images of a folder that holds one folder for live faces, <c>live</c> or <c>real</c>, and one for every species of attack.
    /// Images are not opened yet.
    /// </summary>
    /// <param name="folder">The folder. Below each of its folders, a further folder is a person.</param>
    /// <param name="personPrefix">
    /// Of images that lie in no person's folder, the first so many characters of the file's name say whom they show; 0: each shows a person
    /// of its own.
    /// </param>
    /// <returns>A view with the columns of <see cref="FaceLivenessRow"/>, in ordinal order of folder, person and file.</returns>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ProtocolFormatException">There are no images of live faces, or none of an attack.</exception>
    public IDataView LoadLiveness(string folder, int personPrefix = 0) =>
        Context.Data.LoadFromEnumerable(LivenessFolders.Read(folder, personPrefix));
}
