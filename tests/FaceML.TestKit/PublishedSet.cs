using System.Globalization;

namespace FaceML.TestKit;

/// <summary>
/// Folders in the layout of the published verification sets, and with as many pairs, made from three images: two of one person, one of
/// another. No image of the sets is in them.
/// </summary>
/// <param name="first">An image of a person.</param>
/// <param name="again">Another one of the same person.</param>
/// <param name="other">An image of another person.</param>
public sealed class PublishedSet(string first, string again, string other)
{
    private const int Folds = 10;

    /// <summary>Celebrities in Frontal-Profile.</summary>
    public string Cfp(TemporaryFolder folder)
    {
        folder.File("cfp/Protocol/Pair_list_F.txt", "1 ../Data/Images/001/frontal/01.jpg\n2 ../Data/Images/002/frontal/01.jpg\n");
        folder.File("cfp/Protocol/Pair_list_P.txt", "1 ../Data/Images/001/profile/01.jpg\n");
        for (int fold = 1; fold <= Folds; fold++)
        {
            string split = string.Create(CultureInfo.InvariantCulture, $"cfp/Protocol/Split/FP/{fold:00}");
            folder.File($"{split}/same.txt", Lines(350, "1,1"));
            folder.File($"{split}/diff.txt", Lines(350, "2,1"));
        }

        folder.Copy(first, "cfp/Data/Images/001/frontal/01.jpg");
        folder.Copy(again, "cfp/Data/Images/001/profile/01.jpg");
        folder.Copy(other, "cfp/Data/Images/002/frontal/01.jpg");
        return folder["cfp"];
    }

    /// <summary>Cross-Age LFW: genuine pairs carry their fold, impostor pairs 0.</summary>
    public string Calfw(TemporaryFolder folder)
    {
        string genuine = string.Concat(
            Enumerable.Range(1, Folds).Select(fold => Lines(300, $"Ann_B_0001.jpg {fold}\nAnn_B_0002.jpg {fold}")));
        folder.File("calfw/pairs_CALFW.txt", genuine + Lines(3000, "Ann_B_0001.jpg 0\nCy_0001.jpg 0"));
        folder.Copy(first, "calfw/aligned images/Ann_B_0001.jpg");
        folder.Copy(again, "calfw/aligned images/Ann_B_0002.jpg");
        folder.Copy(other, "calfw/aligned images/Cy_0001.jpg");
        return folder["calfw"];
    }

    /// <summary>Cross-Pose LFW: blocks of genuine and of impostor pairs.</summary>
    public string Cplfw(TemporaryFolder folder)
    {
        string fold = Lines(300, "Ann_B_1.jpg 1\nAnn_B_2.jpg 1") + Lines(300, "Ann_B_1.jpg 0\nCy_1.jpg 0");
        folder.File("cplfw/pairs_CPLFW.txt", string.Concat(Enumerable.Repeat(fold, Folds)));
        folder.Copy(first, "cplfw/images/Ann_B_1.jpg");
        folder.Copy(again, "cplfw/images/Ann_B_2.jpg");
        folder.Copy(other, "cplfw/images/Cy_1.jpg");
        return folder["cplfw"];
    }

    /// <summary>A packed set.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="pairs">Pairs of each kind and fold.</param>
    public string Bin(TemporaryFolder folder, string name, int pairs)
    {
        byte[] a = File.ReadAllBytes(first), b = File.ReadAllBytes(again), c = File.ReadAllBytes(other);
        bool[] isSame = [.. Enumerable.Range(0, Folds).SelectMany(_ => Enumerable.Range(0, 2 * pairs).Select(n => n < pairs))];
        string file = folder.File(name);
        File.WriteAllBytes(file, PickledSet.Python3(4, [.. isSame.SelectMany(same => new[] { a, same ? b : c })], isSame));
        return file;
    }

    private static string Lines(int count, string line) => string.Concat(Enumerable.Repeat(line + "\n", count));
}
