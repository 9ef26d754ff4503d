using FaceML.Data;
using FaceML.Evaluation.Protocols;
using FaceML.Galleries;
using FaceML.Galleries.Decisions;
using FaceML.Identification;
using FaceML.Imaging;

// Who is this? People are enrolled from a folder, identified on images, and erased with a signed receipt.
try
{
    switch (args)
    {
        case ["enroll", string folder]:
            Enroll(folder);
            return 0;
        case ["identify", string image]:
            Identify(image);
            return 0;
        case ["erase", string person]:
            Erase(person);
            return 0;
        default:
            Console.Error.WriteLine("Usage: dotnet run -- enroll FOLDER | identify IMAGE | erase PERSON");
            return 2;
    }
}
catch (Exception error) when (error is GalleryException or ImageFormatException or ProtocolFormatException or IOException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}

// A folder with one folder of images for every person.
static void Enroll(string folder)
{
    using var people = new PeopleGallery();
    foreach (PersonImages person in PersonFolders.Read(folder))
    {
        foreach (string image in person.Images)
        {
            Console.WriteLine($"{image}: {people.Enroll(person.Identity, Path.Combine(folder, image))}");
        }
    }

    Console.WriteLine($"{people.Gallery.PersonCount} people are enrolled.");
}

static void Identify(string image)
{
    using var people = new PeopleGallery();
    IReadOnlyList<IdentifiedFace> faces = people.Identify(image);
    Console.WriteLine(faces.Count == 0 ? "No face was found." : $"Threshold {faces[0].Answer.Threshold.Value:F3}.");
    foreach ((GalleryFace face, SearchResult answer, Person? person) in faces)
    {
        string who = person?.DisplayName ?? (face.IsRecognizable ? "unknown" : "not recognizable");
        string score = answer.Candidates is [var best, ..] ? $"score {best.Score:F3}, " : "";
        Box box = face.Face.Box;
        Console.WriteLine($"{who}: {score}{box.Left:F0},{box.Top:F0} to {box.Right:F0},{box.Bottom:F0}");
    }
}

static void Erase(string person)
{
    using var people = new PeopleGallery();
    string receipt = $"{person}.receipt.json";
    File.WriteAllText(receipt, people.Gallery.Remove(person).ToJson());
    Console.WriteLine($"{person} is erased. {receipt} is the signed receipt.");
}
