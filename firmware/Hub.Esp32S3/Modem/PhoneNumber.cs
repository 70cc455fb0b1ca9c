// Whether a text is a telephone number.
using Hub.Core;

namespace Hub.Esp32S3.Modem;

/// <summary>3 to 16 digits, after a plus sign if it is international. Anything else could be a command.</summary>
internal static class PhoneNumber
{
    internal static bool IsValid(string number)
    {
        int first = number.Length > 0 && number[0] == '+' ? 1 : 0;
        for (int i = first; i < number.Length; i++)
        {
            if (number[i] < '0' || number[i] > '9')
            {
                return false;
            }
        }

        return number.Length - first >= Limits.MinNumberDigits && number.Length - first <= Limits.MaxNumberDigits;
    }
}
