/** The people on the journey. */
import { type Localized, say, type Words } from './language.ts';

/** What the people on the journey are called. */
export const CUSTOMER_TYPES = [
  'customer',
  'business_customer',
  'user',
  'citizen',
  'patient',
  'student',
  'member',
  'traveller',
  'employee',
  'donor',
  'other',
] as const;
export type CustomerType = (typeof CUSTOMER_TYPES)[number];

export interface CustomerWords {
  readonly one: Localized;
  readonly many: Localized;
  /** What the map is a map of. Danish always ends in "rejse", Swedish in "resa": one gender, one way to inflect. */
  readonly journey: Localized;
}

/**
 * What to call the people on a map and their journey, so that a hospital need not speak of customers. Lower case: they
 * stand inside sentences. A student's Danish "studierejse" and Swedish "studentresa" are trips one goes on; hence the
 * words for education.
 */
export const CUSTOMER_WORDS: Readonly<Record<CustomerType, CustomerWords>> = {
  customer: {
    one: say('customer', 'kunde', 'kund'),
    many: say('customers', 'kunder', 'kunder'),
    journey: say('customer journey', 'kunderejse', 'kundresa'),
  },
  business_customer: {
    one: say('business customer', 'erhvervskunde', 'företagskund'),
    many: say('business customers', 'erhvervskunder', 'företagskunder'),
    journey: say('B2B customer journey', 'B2B-kunderejse', 'B2B-kundresa'),
  },
  user: {
    one: say('user', 'bruger', 'användare'),
    many: say('users', 'brugere', 'användare'),
    journey: say('user journey', 'brugerrejse', 'användarresa'),
  },
  citizen: {
    one: say('citizen', 'borger', 'medborgare'),
    many: say('citizens', 'borgere', 'medborgare'),
    journey: say('citizen journey', 'borgerrejse', 'medborgarresa'),
  },
  patient: {
    one: say('patient', 'patient', 'patient'),
    many: say('patients', 'patienter', 'patienter'),
    journey: say('patient journey', 'patientrejse', 'patientresa'),
  },
  student: {
    one: say('student', 'studerende', 'student'),
    many: say('students', 'studerende', 'studenter'),
    journey: say('student journey', 'uddannelsesrejse', 'utbildningsresa'),
  },
  member: {
    one: say('member', 'medlem', 'medlem'),
    many: say('members', 'medlemmer', 'medlemmar'),
    journey: say('member journey', 'medlemsrejse', 'medlemsresa'),
  },
  traveller: {
    one: say('traveller', 'rejsende', 'resenär'),
    many: say('travellers', 'rejsende', 'resenärer'),
    journey: say('traveller journey', 'passagerrejse', 'resenärsresa'),
  },
  employee: {
    one: say('employee', 'medarbejder', 'medarbetare'),
    many: say('employees', 'medarbejdere', 'medarbetare'),
    journey: say('employee journey', 'medarbejderrejse', 'medarbetarresa'),
  },
  donor: {
    one: say('donor', 'bidragyder', 'givare'),
    many: say('donors', 'bidragydere', 'givare'),
    journey: say('donor journey', 'bidragyderrejse', 'givarresa'),
  },
  other: {
    one: say('person', 'person', 'person'),
    many: say('people', 'personer', 'personer'),
    journey: say('journey', 'rejse', 'resa'),
  },
};

export const BUYING_ROLES = ['user', 'buyer', 'approver', 'influencer', 'gatekeeper'] as const;
export type BuyingRole = (typeof BUYING_ROLES)[number];

/** Who a person is to the purchase. */
export const BUYING_ROLE_WORDS: Words<BuyingRole> = {
  user: say('User', 'Bruger', 'Användare'),
  buyer: say('Buyer', 'Indkøber', 'Inköpare'),
  approver: say('Approver', 'Godkender', 'Godkännare'),
  influencer: say('Influencer', 'Påvirker', 'Påverkare'),
  gatekeeper: say('Gatekeeper', 'Gatekeeper', 'Grindvakt'),
};

/** How a persona is told from the others besides by colour. */
export const PERSONA_SHAPES = ['circle', 'square', 'triangle', 'diamond', 'hexagon', 'star'] as const;
export type PersonaShape = (typeof PERSONA_SHAPES)[number];

export const PERSONA_SHAPE_WORDS: Words<PersonaShape> = {
  circle: say('Circle', 'Cirkel', 'Cirkel'),
  square: say('Square', 'Kvadrat', 'Kvadrat'),
  triangle: say('Triangle', 'Trekant', 'Triangel'),
  diamond: say('Diamond', 'Rombe', 'Romb'),
  hexagon: say('Hexagon', 'Sekskant', 'Sexhörning'),
  star: say('Star', 'Stjerne', 'Stjärna'),
};

/** The name of the persona a blank board starts with. */
export const FIRST_PERSONA: Localized = say('Customer', 'Kunde', 'Kund');
