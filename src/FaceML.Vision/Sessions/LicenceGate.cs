namespace FaceML.Vision;

/// <summary>Refuses networks whose stated terms do not fit the use.</summary>
internal static class LicenceGate
{
    internal static void Check(NetworkCard card, UseProfile profile)
    {
        if (profile == UseProfile.Commercial && card.Licence.CommercialUse != CommercialUse.Allowed)
        {
            throw new NetworkException(
                card.Name, $"the profile commercial refuses it: {card.Licence.Weights} (training data: {card.Licence.TrainingData}; stated in: {card.Licence.StatedIn})");
        }
    }
}
